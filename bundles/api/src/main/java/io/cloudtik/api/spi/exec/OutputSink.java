package io.cloudtik.api.spi.exec;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes a command's output as it comes. Called from one thread at a time. */
@ConsumerType
public interface OutputSink {

    void stdout(byte[] bytes, int length);

    void stderr(byte[] bytes, int length);
}
