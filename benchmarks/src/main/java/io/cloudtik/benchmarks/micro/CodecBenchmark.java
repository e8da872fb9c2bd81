package io.cloudtik.benchmarks.micro;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.codec.json.JacksonRecordCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Records into JSON and back: one heartbeat, and the status of a cluster of 100 nodes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    private final RecordCodec codec = new JacksonRecordCodec();
    private Heartbeat heartbeat;
    private ClusterStatus status;
    private String heartbeatText;
    private String statusText;

    @Setup
    public void prepare() {
        SampleCluster cluster = new SampleCluster(100);
        heartbeat = cluster.heartbeats().get(0);
        status = cluster.status();
        heartbeatText = codec.encode(heartbeat);
        statusText = codec.encode(status);
        if (!codec.decode(heartbeatText, Heartbeat.class).equals(heartbeat)
                || !codec.decode(statusText, ClusterStatus.class).equals(status)) {
            throw new IllegalStateException("what is read is not what was written");
        }
    }

    @Benchmark
    public String encodeHeartbeat() {
        return codec.encode(heartbeat);
    }

    @Benchmark
    public Heartbeat decodeHeartbeat() {
        return codec.decode(heartbeatText, Heartbeat.class);
    }

    @Benchmark
    public String encodeStatus() {
        return codec.encode(status);
    }

    @Benchmark
    public ClusterStatus decodeStatus() {
        return codec.decode(statusText, ClusterStatus.class);
    }
}
