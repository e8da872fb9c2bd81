package io.cloudtik.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0", "1024, 1024", "1k, 1024", "1K, 1024", "512M, 536870912", "4G, 4294967296", "4GiB, 4294967296",
        "4gb, 4294967296", "4 G, 4294967296", "' 1T ', 1099511627776", "7B, 7"
    })
    void readsUnitsAsPowersOf1024(String text, long bytes) {
        assertThat(DataSize.parse(text)).isEqualTo(new DataSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "G", "-1", "-4G", "1.5G", "4P", "4 G B", "four", "0x10", "1e9", "9999999999999999"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> DataSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no size; write 512M or 4G");
    }

    @Test
    void refusesASizeNoNumberCanHold() {
        assertThatThrownBy(() -> DataSize.parse("999999999999999T"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'999999999999999T' is larger than a machine can have");
        assertThatThrownBy(() -> DataSize.ofGibibytes(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new DataSize(-1)).hasMessage("a size is not negative: -1");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B", "1023, 1023 B", "1024, 1 KiB", "1536, 1.5 KiB", "1048576, 1 MiB", "1610612736, 1.5 GiB",
        "4294967296, 4 GiB", "1125899906842624, 1024 TiB", "9223372036854775807, 8388608 TiB"
    })
    void isPrintedForPeople(long bytes, String text) {
        assertThat(new DataSize(bytes)).hasToString(text);
    }

    @Test
    void isOrderedAndCountsMebibytes() {
        assertThat(DataSize.ofMebibytes(1023)).isLessThan(DataSize.ofGibibytes(1));
        assertThat(DataSize.ofGibibytes(2).mebibytes()).isEqualTo(2048);
    }
}
