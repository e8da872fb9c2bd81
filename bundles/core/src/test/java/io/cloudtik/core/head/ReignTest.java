package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.NodeProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReignTest {

    private static final ClusterSpec SPEC = Demo.spec(1, "shell");

    @TempDir
    private Path home;

    private FakeHead head;
    private Reign reign;

    @BeforeEach
    void begin() throws IOException {
        head = new FakeHead(home);
        reign = next();
    }

    private Reign next() {
        return Reign.begin(head.backend(), head.files().stateAddress(), head.time(), 0);
    }

    @Test
    void isConfirmedAsLongAsNoOtherHasBegun() {
        reign.confirm();
        reign.confirm();

        assertThat(head.state().writes()).isEmpty();
    }

    @Test
    void isOverForGoodWhenAnotherHasBegun() {
        Reign other = next();

        assertOver();
        head.state().reachable(false);
        assertOver();
        head.state().reachable(true);
        other.confirm();
    }

    @Test
    void isAskedForAgainWhenThisProcessWasPausedAfterTheAnswer() {
        head.state().afterNextDelete(() -> {
            head.time().advance(Duration.ofMinutes(2));
            next();
        });

        assertOver();
    }

    @Test
    void survivesAPauseInWhichNobodyTookOver() {
        head.state().afterNextDelete(() -> head.time().advance(Duration.ofMinutes(2)));

        reign.confirm();
    }

    @Test
    void isNotOverBecauseTheStoreDoesNotAnswer() {
        head.state().reachable(false);

        assertThatThrownBy(reign::confirm).isInstanceOfSatisfying(
                PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));

        head.state().reachable(true);
        reign.confirm();
    }

    @Test
    void isAboveEveryReignThatIsKnownAlsoIfTheStateCountsAnew() {
        Reign later = Reign.begin(head.backend(), head.files().stateAddress(), head.time(), 41);

        assertThat(later.epoch()).isEqualTo(42);
        assertOver();
    }

    @Test
    void keepsAProviderFromChangesOfAControllerThatIsNoMoreTheClusters() {
        try (NodeProvider provider = new FencedNodeProvider(head.provider().nodes(SPEC), reign)) {
            next();

            assertThatThrownBy(() -> provider.terminate(Set.of("i-1"))).hasMessageContaining("has taken over");

            assertThat(head.provider().terminations()).isEmpty();
            assertThat(provider.list().complete()).isTrue();
        }
    }

    @Test
    void keepsAProviderFromChangesWhileTheStoreDoesNotAnswer() {
        try (NodeProvider provider = new FencedNodeProvider(head.provider().nodes(SPEC), reign)) {
            head.state().reachable(false);

            assertThatThrownBy(() -> provider.terminate(Set.of("i-1"))).hasMessage("the state does not answer");

            assertThat(head.provider().terminations()).isEmpty();
        }
    }

    private void assertOver() {
        assertThatThrownBy(reign::confirm)
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT))
                .hasMessage("another controller of this cluster has taken over: the epoch of this one, 1, has passed, and it "
                        + "changes nothing any more");
    }
}
