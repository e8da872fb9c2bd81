package io.cloudtik.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SparkPropertiesTest {

    @Test
    void writesEachValueSoThatJavaReadsItBack() throws IOException {
        Map<String, String> values = Map.of(
                "spark.plain", "1g",
                "spark.path", "C:\\data with blanks\\#1!",
                "spark.lines", "a\nb\tc\r",
                "spark.odd=key:x", " = begins with a blank",
                "spark.name", "Größe");

        Properties read = new Properties();
        read.load(new StringReader(SparkProperties.render(values)));

        assertThat(read).containsExactlyInAnyOrderEntriesOf(values);
    }

    @Test
    void leavesTheVariablesOfAPlanToTheNode() {
        assertThat(SparkProperties.render(Map.of("spark.eventLog.dir", "${dir:spark-events}")))
                .isEqualTo("spark.eventLog.dir = ${dir:spark-events}\n");
    }
}
