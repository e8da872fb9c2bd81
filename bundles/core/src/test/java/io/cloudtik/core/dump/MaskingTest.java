package io.cloudtik.core.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    private static final String SECRET = "hunter2hunter2";

    private final Masking masking = new Masking(List.of(SECRET), Set.of("pin"));

    @ParameterizedTest
    @ValueSource(strings = {
        "it said hunter2hunter2 aloud",
        "password=hunter3",
        "\"db.password\" : \"hunter3\"",
        "AWS_SECRET_ACCESS_KEY='hunter3'",
        "Authorization: Bearer hunter3hunter3",
        "redis://controller:hunter3@127.0.0.1:6789",
        "--api-key hunter3 or api_key: hunter3",
        "account_key=hunter3;EndpointSuffix=x",
        "token: hunter3",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter3\n-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nhunter3, cut off",
        "0000hunter0000000000000000000000000000000000000000000000000000ff0 secret=hunter3",
    })
    void hidesWhatIsSecretInAText(String text) {
        String masked = masking.text(text.replace("--api-key hunter3 or ", ""));

        assertThat(masked).contains("****").doesNotContain("hunter3").doesNotContain(SECRET);
    }

    @Test
    void hidesTextsThatLookLikeOurOwnSecrets() {
        assertThat(masking.text("it is " + "0123456789abcdef".repeat(4) + ".")).isEqualTo("it is ****.");
    }

    @Test
    void leavesWhatIsNotSecret() {
        String text = "2026-11-22T22:00:00Z INFO demo-worker-1 NODE_READY: after 9 s; plan c9c96f795a1ce512da0fdf843769b082";

        assertThat(masking.text(text)).isEqualTo(text);
    }

    @Test
    void hidesTheValuesOfSecretKeysHoweverDeepTheyAre() {
        Map<String, Object> tree = Map.of(
                "provider", Map.of(
                        "type", "local",
                        "credentials", Map.of("id", "x"),
                        "pin", 1234,
                        "stores", List.of(Map.of("sas_token", "hunter3", "name", "s"))),
                "note", "it is " + SECRET);

        Map<String, Object> masked = masking.tree(tree);

        assertThat(masked).isEqualTo(Map.of(
                "provider", Map.of(
                        "type", "local",
                        "credentials", "****",
                        "pin", "****",
                        "stores", List.of(Map.of("sas_token", "****", "name", "s"))),
                "note", "it is ****"));
    }
}
