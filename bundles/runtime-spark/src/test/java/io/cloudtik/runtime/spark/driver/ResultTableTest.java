package io.cloudtik.runtime.spark.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    @Test
    void putsNumbersOnTheRightAndTextsOnTheLeft() {
        ResultTable table = new ResultTable(
                List.of("state", "delay"),
                List.of(false, true),
                List.of(List.of("Ohio", "7.5"), List.of("São Tomé", "12.25"), List.of("a\nb", "NULL")));

        assertThat(table.render()).isEqualTo("""
                state     delay
                --------  -----
                Ohio        7.5
                São Tomé  12.25
                a\\nb       NULL
                """);
    }

    @Test
    void showsTheHeaderOfAnEmptyResult() {
        assertThat(new ResultTable(List.of("n"), List.of(true), List.of()).render()).isEqualTo("n\n-\n");
    }
}
