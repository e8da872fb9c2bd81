package io.cloudtik.api.spi.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateAddressTest {

    private static final StateAddress ADDRESS = new StateAddress(
            "00000000-0000-0000-0000-000000000001", "127.9.8.7", 6789, List.of(6790, 6791), "demo-worker-1",
            Secret.of("hunter2"));

    @Test
    void isReadBackFromItsProperties() {
        assertThat(StateAddress.ofProperties(ADDRESS.toProperties())).isEqualTo(ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", " a ", "a\\b", "a=b:c#d!e", "\\u0041", "a\nb", "\u00e4", "'\"$`"})
    void carriesAnyPassword(String password) {
        StateAddress address = new StateAddress("uuid", "host", 1, List.of(2), "account", Secret.of(password));

        assertThat(StateAddress.ofProperties(address.toProperties()).password().reveal()).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "host", "primary", "shards", "account", "password"})
    void namesWhatIsMissing(String key) {
        String text = ADDRESS.toProperties().replaceFirst("(?m)^" + key + "=.*\n", "");

        assertThatThrownBy(() -> StateAddress.ofProperties(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a state address needs '" + key + "'");
    }

    @ParameterizedTest
    @CsvSource({"primary, none", "shards, none", "shards, '6790,'", "shards, ''"})
    void refusesPortsThatAreNoNumbers(String key, String value) {
        String text = ADDRESS.toProperties().replaceFirst("(?m)^" + key + "=.*\n", key + "=" + value + ",x\n");

        assertThatThrownBy(() -> StateAddress.ofProperties(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAStoreWithoutShards() {
        assertThatThrownBy(() -> new StateAddress("uuid", "host", 1, List.of(), "account", Secret.of("x")))
                .hasMessage("a state store has at least one shard");
    }

    @Test
    void doesNotPrintThePassword() {
        assertThat(ADDRESS.toString()).doesNotContain("hunter2").contains("127.9.8.7");
    }

    @ParameterizedTest
    @CsvSource({"slot, 1", "node-event, demo-worker-1", "plan, A.b_c-1"})
    void takesKeysOfPlainWords(String table, String id) {
        assertThat(StateKey.durable(table, id)).hasToString(table + "/" + id);
        assertThat(StateKey.durable(table, id)).isNotEqualTo(StateKey.ofVolatile(table, id));
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "Slot, 1", "slot, ''", "slot, a/b", "slot, 'a b'", "slot, a*", "s:t, 1"})
    void refusesKeysThatAPatternOfRedisCouldMistake(String table, String id) {
        assertThatThrownBy(() -> StateKey.durable(table, id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + table + "/" + id + "' is no key of the state");
    }
}
