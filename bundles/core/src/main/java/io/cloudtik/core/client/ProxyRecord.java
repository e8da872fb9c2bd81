package io.cloudtik.core.client;

import io.cloudtik.api.control.ProxyOperations.RunningProxy;
import io.cloudtik.core.process.ProcessMark;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/** What is written down of a cluster's proxy; a record whose process has ended, or is another one by now, counts for nothing. */
record ProxyRecord(RunningProxy proxy, String began) {

    static final String FILE = "proxy.properties";

    /** For a proxy of this process. */
    static ProxyRecord ofThisProcess(String address, int port, Instant now) {
        ProcessMark self = ProcessMark.ofThisProcess();
        return new ProxyRecord(new RunningProxy(address, port, self.pid(), now), self.began());
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
                    properties.getProperty("began", "")));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    String text() {
        return "address=" + proxy.address() + "\nport=" + proxy.port() + "\npid=" + proxy.pid() + "\nsince=" + proxy.since()
                + "\nbegan=" + began + "\n";
    }

    Optional<ProcessHandle> process() {
        return new ProcessMark(proxy.pid(), began).find();
    }
}
