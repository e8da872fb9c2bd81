package io.cloudtik.api.spi.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputTailTest {

    private final OutputTail tail = new OutputTail();

    @Test
    void keepsAllOfLittle() {
        give("é", 1);
        give("\n", 1);

        assertThat(tail.text()).isEqualTo("é\n");
    }

    @Test
    void keepsTheEndOfMuch() {
        give("0123456789", 1_000_000);
        give("end", 1);

        assertThat(tail.text()).hasSize(OutputTail.LIMIT).endsWith("789end");
    }

    @Test
    void beginsWithAWholeCharacter() {
        give("x", 1);
        give("漢", 400_000);

        assertThat(tail.text()).startsWith("漢").doesNotContain("\ufffd").hasSize(OutputTail.LIMIT / 3);
    }

    private void give(String text, int times) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int i = 0; i < times; i++) {
            tail.append(bytes, bytes.length);
        }
    }
}
