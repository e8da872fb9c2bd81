package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {

    private static final String SCHEMA = """
            {
              "type": "object",
              "required": ["name"],
              "additionalProperties": false,
              "properties": {
                "name": {"type": "string"},
                "port": {"type": "integer", "minimum": 1, "maximum": 65535},
                "size": {"enum": ["small", "large"]},
                "wheel": {"type": "string", "x-unsupported": "nodes need none"},
                "hosts": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": {"address": {"type": "string"}, "user": {"type": "string"}}
                  }
                },
                "types": {
                  "type": "object",
                  "additionalProperties": {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": {
                      "workers": {"type": "integer"},
                      "priority": {"type": "integer", "x-unsupported": "all are launched at once"}
                    }
                  }
                }
              }
            }
            """;

    @Test
    void findsNothingWrongWithWhatTheSchemaAllows() {
        assertThat(check("name: a\nport: 22\nhosts: [{address: b}]\ntypes: {x.y: {workers: 1}}\n").isEmpty()).isTrue();
    }

    @Test
    void suggestsAKnownKeyForAnUnknownOneAtItsPlace() {
        assertThat(check("name: a\nprot: 22\n"))
                .hasToString("c.yaml:2:1: error: unknown key 'prot' (did you mean 'port'?)");
    }

    @Test
    void asksToRemoveAnUnknownKeyThatResemblesNone() {
        assertThat(check("name: a\nzone: b\n")).hasToString("c.yaml:2:1: error: unknown key 'zone' (remove it)");
    }

    @Test
    void suggestsKeysOfTheLevelTheUnknownOneStandsAt() {
        assertThat(check("name: a\ntypes:\n  worker.default:\n    worker: 1\n"))
                .hasToString("c.yaml:4:5: error: unknown key 'worker' (did you mean 'workers'?)");
        assertThat(check("name: a\nhosts:\n  - {address: x}\n  - {adress: y}\n"))
                .hasToString("c.yaml:4:6: error: unknown key 'adress' (did you mean 'address'?)");
    }

    @Test
    void namesKeyAndRuleOfAValueOfTheWrongType() {
        assertThat(check("name: a\nport: ssh\n"))
                .hasToString("c.yaml:2:1: error: 'port': string found, integer expected");
    }

    @Test
    void namesTheLimitThatANumberExceeds() {
        assertThat(check("name: a\nport: 70000\n"))
                .hasToString("c.yaml:2:1: error: 'port': must have a maximum value of 65535");
    }

    @Test
    void namesTheKeyThatIsMissing() {
        assertThat(check("port: 22\n").toString()).contains("c.yaml:1:1: error: ").contains("'name'");
    }

    @Test
    void warnsOfAKeyThatIsKnownAndDoesNothing() {
        Problems problems = check("name: a\nwheel: x\ntypes:\n  t:\n    priority: 3\n");

        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems).hasToString("""
                c.yaml:2:1: warning: 'wheel' is known and not supported here: nodes need none
                c.yaml:5:5: warning: 'priority' is known and not supported here: all are launched at once""");
    }

    @Test
    void knowsThePathOfEachFinding() {
        assertThat(check("name: a\ntypes: {w.x: {workers: many}}\n").list())
                .extracting(Problem::path)
                .containsExactly("types.w.x.workers");
    }

    private static Problems check(String yaml) {
        return new SchemaCheck(SCHEMA).check(YamlReader.parse("c.yaml", yaml));
    }
}
