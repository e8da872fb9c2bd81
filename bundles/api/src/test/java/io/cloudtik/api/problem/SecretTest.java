package io.cloudtik.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {

    private final Secret secret = Secret.of("hunter2");

    @Test
    void isNeverPrinted() {
        assertThat(secret).hasToString("****");
        assertThat(List.of(secret) + "" + Map.of("password", secret)).doesNotContain("hunter2");
    }

    @Test
    void hasNoGetterThatACodecWouldFind() {
        assertThat(Arrays.stream(Secret.class.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> method.getReturnType() == String.class)
                        .map(Method::getName))
                .containsExactlyInAnyOrder("reveal", "toString");
    }

    @Test
    void isRevealedToWhoeverAsks() {
        assertThat(secret.reveal()).isEqualTo("hunter2");
    }

    @Test
    void isEqualByItsValue() {
        assertThat(secret).isEqualTo(Secret.of("hunter2")).hasSameHashCodeAs(Secret.of("hunter2"));
        assertThat(secret).isNotEqualTo(Secret.of("hunter")).isNotEqualTo(Secret.of("")).isNotEqualTo("hunter2");
    }
}
