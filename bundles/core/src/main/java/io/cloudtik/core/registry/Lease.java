package io.cloudtik.core.registry;

/** A service in use: it is not taken away before this is closed, within a bound. */
public interface Lease<T> extends AutoCloseable {

    T service();

    @Override
    void close();
}
