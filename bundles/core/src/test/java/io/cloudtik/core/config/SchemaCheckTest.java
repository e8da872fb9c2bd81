package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "box": {"type": "object", "required": ["size"]},
                "fast": {"type": "boolean"},
                "words": {"type": "array", "items": {"type": "string", "minLength": 1}},
                "password": {"type": "string", "pattern": "^[a-z$]", "writeOnly": true},
                "mode": {"type": "boolean", "const": false, "x-why": "it is not there yet"},
                "version": {"type": "string", "pattern": "^4[.]", "description": "The version, such as 4.0.1."},
                "conf": {
                  "type": "object",
                  "propertyNames": {"pattern": "^spark[.]"},
                  "additionalProperties": {"type": ["string", "number"]}
                },
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
                .hasToString("c.yaml:2:1: error: 'port' is 'ssh' and takes a whole number");
    }

    @Test
    void namesTheLimitThatANumberExceeds() {
        assertThat(check("name: a\nport: 70000\n"))
                .hasToString("c.yaml:2:1: error: 'port' is 70000, above 65535");
    }

    @Test
    void namesTheKeyThatIsMissing() {
        assertThat(check("port: 22\n")).hasToString("c.yaml:1:1: error: 'name' is missing");
        assertThat(check("name: a\nbox: {}\n")).hasToString("c.yaml:2:1: error: 'size' is missing in 'box'");
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

    @Test
    void tellsOfEachKeyThatCannotStandWhereItDoesAtItsOwnPlace() {
        assertThat(check("name: a\nconf:\n  spark.a: 1\n  foo: 1\n  bar: 2\n  spark.b: [1]\n")).hasToString("""
                c.yaml:4:3: error: 'foo' is no key that can stand here: it does not fit ^spark[.]
                c.yaml:5:3: error: 'bar' is no key that can stand here: it does not fit ^spark[.]
                c.yaml:6:3: error: 'spark.b' is a list and takes a text or a number""");
    }

    @Test
    void namesTheElementOfAList() {
        assertThat(check("name: a\nwords: [a, 7, '']\n")).hasToString("""
                c.yaml:2:12: error: element 2 of 'words' is 7 and takes a text (put it in quotes)
                c.yaml:2:15: error: element 3 of 'words' is empty""");
    }

    @ParameterizedTest
    @CsvSource({"yes, write true", "Off, write false"})
    void translatesTheBooleansOfOlderYaml(String word, String remedy) {
        assertThat(check("name: a\nfast: " + word + "\n"))
                .hasToString("c.yaml:2:1: error: 'fast' is '" + word + "' and takes true or false (" + remedy + ")");
    }

    @Test
    void asksForAListWhereOneValueStands() {
        assertThat(check("name: a\nwords: hello\n"))
                .hasToString("c.yaml:2:1: error: 'words' is 'hello' and takes a list (begin its line with '- ')");
    }

    @Test
    void namesTheWordsThatAreAllowedAndTheNearest() {
        assertThat(check("name: a\nsize: smal\n"))
                .hasToString("c.yaml:2:1: error: 'size' is 'smal', none of small, large (did you mean 'small'?)");
    }

    @Test
    void givesTheReasonThatASchemaHasForARefusal() {
        assertThat(check("name: a\nmode: true\n")).hasToString("c.yaml:2:1: error: 'mode' is true: it is not there yet");
        assertThat(check("name: a\nversion: '3'\n"))
                .hasToString("c.yaml:2:1: error: 'version' is '3', which does not fit ^4[.] (The version, such as 4.0.1.)");
    }

    @Test
    void neverShowsASecret() {
        assertThat(check("name: a\npassword: HUNTER\n").toString()).contains("'password'").doesNotContain("HUNTER");
        SchemaCheck named = new SchemaCheck("{\"properties\": {\"pin\": {\"type\": \"string\"}}}", Set.of("pin"), Map.of());
        assertThat(named.check(YamlReader.parse("c.yaml", "pin: 4711\n")).toString()).contains("'pin'").doesNotContain("4711");
    }

    @Test
    void warnsOfASecretInClearAndTakesAReference() {
        assertThat(check("name: a\npassword: hunter\n")).hasToString("c.yaml:2:1: warning: 'password' holds a secret in clear "
                + "(write ${env:NAME} or ${file:/path}, and keep the secret out of this file)");
        assertThat(check("name: a\npassword: ${env:PASSWORD}\n").isEmpty()).isTrue();
        assertThat(check("name: a\npassword: ${file:~/.secret}\n").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${env:}", "${env:a b}", "${file:relative}", "${env:A} and more", "${file:/a"})
    void refusesAReferenceThatIsNone(String text) {
        assertThat(check("name: a\npassword: '" + text + "'\n").toString())
                .startsWith("c.yaml:2:1: error: 'password' begins like a reference and is none");
    }

    @Test
    void refusesAReferenceWhereNoSecretStands() {
        assertThat(check("name: ${env:NAME}\n")).hasToString("c.yaml:1:1: error: 'name' is ${env:NAME}, and references are "
                + "for secrets and for runtime.envs (write the value itself)");
    }

    @Test
    void countsWhatNobodyReadsToTheEnd() {
        StringBuilder yaml = new StringBuilder("name: a\n");
        for (int i = 0; i < 150; i++) {
            yaml.append("strange").append(i).append(": 1\n");
        }

        Problems problems = check(yaml.toString());

        assertThat(problems.list()).hasSize(101);
        assertThat(problems.list().get(100)).hasToString("c.yaml:102:1: error: and 50 more of the kind");
    }

    @Test
    void followsReferencesWithinASchemaForWhatItKnows() {
        SchemaCheck check = new SchemaCheck("""
                {
                  "properties": {"a": {"$ref": "#/$defs/inner"}},
                  "additionalProperties": false,
                  "$defs": {"inner": {"properties": {"region": {}}, "additionalProperties": false}}
                }
                """);

        assertThat(check.check(YamlReader.parse("c.yaml", "a: {regoin: x}\n")))
                .hasToString("c.yaml:1:5: error: unknown key 'regoin' (did you mean 'region'?)");
    }

    private static Problems check(String yaml) {
        return new SchemaCheck(SCHEMA).check(YamlReader.parse("c.yaml", yaml));
    }
}
