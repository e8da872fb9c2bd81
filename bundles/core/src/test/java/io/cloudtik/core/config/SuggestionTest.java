package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    private static final List<String> KEYS =
            List.of("cluster_name", "workspace_name", "min_workers", "max_workers", "auth", "docker");

    @ParameterizedTest
    @CsvSource({
        "clustername, cluster_name", "cluster-name, cluster_name", "worksapce_name, workspace_name",
        "min_worker, min_workers", "atuh, auth", "dokcer, docker", "workspace, workspace_name"
    })
    void findsTheWordThatWasMeant(String typed, String meant) {
        assertThat(Suggestion.nearest(typed, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"zone, x", "region, x", "a, x"})
    void suggestsNothingWhereNothingIsNear(String typed) {
        assertThat(Suggestion.nearest(typed, KEYS)).isEmpty();
    }

    @Test
    void takesTheFirstInTheAlphabetOfTwoThatAreEquallyNear() {
        assertThat(Suggestion.nearest("m_workers", KEYS)).contains("max_workers");
    }
}
