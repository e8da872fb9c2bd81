package io.cloudtik.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.contracts.text.HostileStrings;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
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
    void writesWhateverAUserWrites() throws IOException {
        Map<String, String> values = new TreeMap<>();
        HostileStrings.seeded(31).limit(10_000).forEach(text -> values.put("spark.hostile" + values.size() + text, text));

        Properties read = new Properties();
        read.load(new StringReader(SparkProperties.render(values)));

        assertThat(read.equals(values)).isTrue();
    }

    @Test
    void leavesTheVariablesOfAPlanToTheNode() {
        assertThat(SparkProperties.render(Map.of("spark.eventLog.dir", "${dir:spark-events}")))
                .isEqualTo("spark.eventLog.dir = ${dir:spark-events}\n");
    }
}
