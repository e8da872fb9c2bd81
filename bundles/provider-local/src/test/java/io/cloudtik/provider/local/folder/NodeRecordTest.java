package io.cloudtik.provider.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.provider.local.folder.NodeRecord.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NodeRecordTest {

    private static final NodeOrder ORDER = new NodeOrder("token", "name", "workspace",
            Map.of("cloudtik-cluster", "demo", "odd tag = #", "two\nlines\n\nand ü"),
            List.of("ssh-ed25519 AAAA one", "ssh-ed25519 BBBB two"),
            new NodeLimits(OptionalInt.of(2), OptionalLong.of(1L << 32), 512),
            Map.of("CLOUDTIK_CACHE", "/cache with space"));

    private static final NodeRecord RECORD = new NodeRecord("local-1", ORDER, State.RUNNING, "127.77.5.1", 2222,
            Instant.parse("2026-11-22T18:00:00.123Z"), "ssh-ed25519 CCCC", "");

    @Test
    void readsWhatItWrote() {
        assertThat(NodeRecord.parse(RECORD.toText())).isEqualTo(RECORD);
    }

    @Test
    void takesARecordOfAnOlderVersionForANodeWithoutLimits() {
        String older = RECORD.toText().lines().filter(line -> !line.startsWith("limit.")).collect(Collectors.joining("\n"));

        assertThat(NodeRecord.parse(older).order().limits()).isEqualTo(NodeLimits.NONE);
    }

    @Test
    void hasNoEmptyLineSoThatRecordsCanBeJoined() {
        assertThat(RECORD.toText().strip()).doesNotContain("\n\n");
    }

    @Test
    void givesOneIdToOneTokenAndDifferentIdsToOthers() {
        assertThat(NodeRecord.idOf("a")).isEqualTo(NodeRecord.idOf("a")).isNotEqualTo(NodeRecord.idOf("b")).matches("local-[0-9a-f]{12}");
    }

    @Test
    void refusesARecordThatLacksSomething() {
        assertThatThrownBy(() -> NodeRecord.parse("id=local-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'token' is missing");
    }
}
