package io.cloudtik.core.client;

import io.cloudtik.api.control.ProxyOperations.RunningProxy;
import java.io.StringReader;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/** What is written down of a cluster's proxy; a record whose process has ended, or is another one by now, counts for nothing. */
record ProxyRecord(RunningProxy proxy, long begun) {

    static final String FILE = "proxy.properties";

    /** For a proxy of this process. */
    static ProxyRecord ofThisProcess(String address, int port, Instant now) {
        ProcessHandle self = ProcessHandle.current();
        return new ProxyRecord(new RunningProxy(address, port, self.pid(), now), begun(self));
    }

    private static long begun(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Empty if the text is no record. */
    static Optional<ProxyRecord> parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
            return Optional.of(new ProxyRecord(
                    new RunningProxy(
                            properties.getProperty("address", ""),
                            Integer.parseInt(properties.getProperty("port", "")),
                            Long.parseLong(properties.getProperty("pid", "")),
                            Instant.parse(properties.getProperty("since", ""))),
                    Long.parseLong(properties.getProperty("begun", ""))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    String text() {
        return "address=" + proxy.address() + "\nport=" + proxy.port() + "\npid=" + proxy.pid() + "\nsince=" + proxy.since()
                + "\nbegun=" + begun + "\n";
    }

    Optional<ProcessHandle> process() {
        return ProcessHandle.of(proxy.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> begun(process) == begun);
    }
}
