package io.cloudtik.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over trees of files as kernels show them in local nodes, containers and units of systemd. */
class NodeGaugesInGroupsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final String MACHINE_MEMORY = "MemTotal: 8388608 kB\nMemFree: 1048576 kB\nMemAvailable: 4194304 kB\n";

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong(-5 * SECOND);

    @BeforeEach
    void aMachineOf8GibibytesThatIsHalfBusy() throws IOException {
        write("proc/stat", "cpu  50 0 50 100 0 0 0 0 0 0\n");
        write("proc/loadavg", "0.25 0.20 0.18 1/500 999\n");
        write("proc/meminfo", MACHINE_MEMORY);
    }

    @Test
    void tellsTheGroupOfVersion1ThatBoundsTheNode() throws IOException {
        version1("/", "/cloudtik/local-1");
        write("cpu/cloudtik/local-1/cpu.cfs_quota_us", "50000\n");
        write("cpu/cloudtik/local-1/cpu.cfs_period_us", "100000\n");
        write("cpu/cloudtik/cpu.cfs_quota_us", "-1\n");
        write("cpuacct/cloudtik/local-1/cpuacct.usage", "7000000000\n");
        write("memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("memory/cloudtik/local-1/memory.limit_in_bytes", "2147483648\n");
        write("memory/cloudtik/local-1/memory.usage_in_bytes", "1500000000\n");
        write("memory/cloudtik/local-1/memory.stat", "inactive_file 1\ntotal_inactive_file 400000000\n");
        write("memory/cloudtik/local-1/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
        NodeGauges gauges = gauges();
        assertThat(gauges.measure()).doesNotContainKey("cpu_percent");

        nanos.addAndGet(2 * SECOND);
        write("cpuacct/cloudtik/local-1/cpuacct.usage", "7250000000\n");

        assertThat(gauges.measure())
                .containsEntry("cpu_percent", 25.0)
                .containsEntry("memory_total_bytes", 2147483648.0)
                .containsEntry("memory_used_bytes", 1100000000.0)
                .containsEntry("memory_kills", 3.0)
                .containsEntry("load1", 0.25);
        assertThat(gauges.resources().memory().bytes()).isEqualTo(2147483648L);
    }

    @Test
    void tellsTheTightestGroupOfVersion2() throws IOException {
        version2("/", "/user.slice/cloudtik/local-1");
        write("v2/user.slice/cpu.max", "400000 100000\n");
        write("v2/user.slice/cloudtik/local-1/cpu.max", "max 100000\n");
        write("v2/user.slice/cloudtik/cpu.max", "100000 100000\n");
        write("v2/user.slice/cloudtik/cpu.stat", "usage_usec 1000000\nuser_usec 1\n");
        write("v2/user.slice/cloudtik/local-1/memory.max", "3221225472\n");
        write("v2/user.slice/cloudtik/memory.max", "1073741824\n");
        write("v2/user.slice/memory.max", "max\n");
        write("v2/user.slice/cloudtik/memory.current", "700\n");
        write("v2/user.slice/cloudtik/memory.stat", "anon 5\ninactive_file 200\n");
        write("v2/user.slice/cloudtik/memory.events", "low 0\noom 2\noom_kill 1\n");
        NodeGauges gauges = gauges();
        gauges.measure();

        nanos.addAndGet(SECOND);
        write("v2/user.slice/cloudtik/cpu.stat", "usage_usec 1900000\nuser_usec 1\n");

        assertThat(gauges.measure())
                .containsEntry("cpu_percent", 90.0)
                .containsEntry("memory_total_bytes", 1073741824.0)
                .containsEntry("memory_used_bytes", 500.0)
                .containsEntry("memory_kills", 1.0);
    }

    @Test
    void seesItsBoundsFromWithinAContainer() throws IOException {
        version2("/docker/abc", "/");
        write("v2/memory.max", "1073741824\n");
        write("v2/memory.current", "700\n");
        write("v2/memory.stat", "inactive_file 0\n");
        write("v2/memory.events", "oom_kill 0\n");

        assertThat(gauges().measure()).containsEntry("memory_total_bytes", 1073741824.0);
    }

    @Test
    void tellsTheMachineWhereGroupsBoundNothing() throws IOException {
        version1("/", "/cloudtik/local-1");
        write("cpu/cloudtik/local-1/cpu.cfs_quota_us", "-1\n");
        write("memory/cloudtik/local-1/memory.limit_in_bytes", "9223372036854771712\n");
        NodeGauges gauges = gauges();
        gauges.measure();
        write("proc/stat", "cpu  60 0 50 130 0 0 0 0 0 0\n");

        Map<String, Double> measured = gauges.measure();

        assertThat(measured)
                .containsEntry("cpu_percent", 25.0)
                .containsEntry("memory_total_bytes", 8.0 * (1L << 30))
                .containsEntry("memory_used_bytes", 4.0 * (1L << 30))
                .doesNotContainKey("memory_kills");
        assertThat(gauges.resources().memory().bytes()).isEqualTo(8L << 30);
    }

    private NodeGauges gauges() {
        return new NodeGauges(folder.resolve("proc"), folder, nanos::get);
    }

    private void version1(String seen, String group) throws IOException {
        StringBuilder mounts = new StringBuilder("31 23 0:28 / " + folder + " rw,relatime - tmpfs tmpfs rw,mode=755\n");
        StringBuilder own = new StringBuilder("10:name=systemd:/\n0::/\n");
        for (String controller : new String[] {"cpu", "cpuacct", "memory"}) {
            mounts.append("32 31 0:29 ").append(seen).append(' ').append(folder.resolve(controller))
                    .append(" rw,relatime shared:3 - cgroup cgroup rw,").append(controller).append('\n');
            own.append("4:").append(controller).append(':').append(group).append('\n');
            Files.createDirectories(folder.resolve(controller + group));
        }
        write("proc/self/mountinfo", mounts.toString());
        write("proc/self/cgroup", own.toString());
    }

    private void version2(String seen, String group) throws IOException {
        Files.createDirectories(folder.resolve("v2" + group));
        write("proc/self/mountinfo", "30 23 0:26 " + seen + " " + folder.resolve("v2") + " rw - cgroup2 cgroup rw,nsdelegate\n");
        write("proc/self/cgroup", "0::" + group + "\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
