package io.cloudtik.api.spi.exec;

import org.osgi.annotation.versioning.ConsumerType;

/** A port on 127.0.0.1 of this machine that leads to a port as seen from a node. */
@ConsumerType
public interface Tunnel extends AutoCloseable {

    int localPort();

    @Override
    void close();
}
