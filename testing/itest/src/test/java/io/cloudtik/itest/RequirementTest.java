package io.cloudtik.itest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RequirementTest {

    @Test
    void letsATestRunWhereItHasWhatItNeeds() {
        assertThatCode(() -> Requirement.ROOT.check(true, "")).doesNotThrowAnyException();
    }

    @Test
    void skipsAloudWhereItHasNot() {
        assertThatThrownBy(() -> Requirement.ROOT.check(false, "docker"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("SKIPPED: the user is not root; -Drequire=root makes this a failure");
    }

    @Test
    void failsWhereItIsRequired() {
        assertThatThrownBy(() -> Requirement.DOCKER.check(false, "root, docker"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("no docker daemon answers, and -Drequire=root, docker wants this test to run");
    }
}
