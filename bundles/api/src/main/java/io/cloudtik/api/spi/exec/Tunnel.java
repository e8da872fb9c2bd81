package io.cloudtik.api.spi.exec;

import org.osgi.annotation.versioning.ConsumerType;

/** A port of this machine, on 127.0.0.1 unless asked for otherwise, that leads to a port as seen from a node. */
@ConsumerType
public interface Tunnel extends AutoCloseable {

    int localPort();

    @Override
    void close();
}
