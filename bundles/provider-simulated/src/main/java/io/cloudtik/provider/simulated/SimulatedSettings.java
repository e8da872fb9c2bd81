package io.cloudtik.provider.simulated;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.provider.simulated.cloud.Catalog;
import io.cloudtik.provider.simulated.cloud.Fault;
import io.cloudtik.provider.simulated.cloud.Weather;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What users may set of a simulated cloud. */
record SimulatedSettings(long seed, Catalog catalog, Weather weather) {

    private static final String SEED = "seed";
    private static final String WEATHER = "weather";
    private static final String LAG = "listing_lag_seconds";
    private static final String FAULTS = "faults";
    private static final String ROOM = "room";
    private static final String QUOTA = "quota";

    static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "properties": {
                "type": {"const": "simulated", "description": "A cloud in the memory of one process"},
                "seed": {"type": "integer", "description": "Of all chance; each seed is a cloud of its own"},
                "weather": {
                  "enum": ["calm", "rough"],
                  "description": "How often things go wrong: never, or as on a bad day"
                },
                "faults": {
                  "type": "object",
                  "description": "Odds of single faults, over those of the weather",
                  "properties": {%s},
                  "additionalProperties": false
                },
                "listing_lag_seconds": {
                  "type": "integer", "minimum": 0, "maximum": 3600,
                  "description": "By how much listings may be behind the truth"
                },
                "room": {"type": "integer", "minimum": 0, "description": "Machines of a type that each zone has room for"},
                "quota": {"type": "integer", "minimum": 0, "description": "Machines the account may have at once"}
              },
              "required": ["type"],
              "additionalProperties": false
            }
            """.formatted(Arrays.stream(Fault.values())
                    .map(fault -> "\"" + fault.word() + "\": {\"type\": \"number\", \"minimum\": 0, \"maximum\": 1}")
                    .collect(Collectors.joining(", ")));

    static final String NODE_SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "properties": {
                "instance_type": {"enum": ["small", "medium", "large"], "description": "2, 4 or 16 processors"},
                "zone": {"enum": ["zone-a", "zone-b", "zone-c"], "description": "The only zone that will do"},
                "spot": {"type": "boolean", "description": "A cheaper machine that the cloud may take away"},
                "on_demand_fallback": {
                  "type": "boolean",
                  "description": "Whether a machine that is not taken away will do where there is no room for one that may be"
                }
              },
              "additionalProperties": false
            }
            """;

    static SimulatedSettings of(Settings settings) {
        Catalog standard = Catalog.STANDARD;
        Catalog catalog = standard.limited(
                settings.integer(ROOM).map(Long::intValue).orElse(standard.room()),
                settings.integer(QUOTA).map(Long::intValue).orElse(standard.quota()));
        Weather weather = settings.text(WEATHER).orElse("calm").equals("rough") ? Weather.ROUGH : Weather.CALM;
        return new SimulatedSettings(
                settings.integer(SEED).orElse(1L),
                catalog,
                weather.with(faults(settings.section(FAULTS)))
                        .lagging(settings.integer(LAG).map(Duration::ofSeconds).orElse(weather.longestLag())));
    }

    private static Map<Fault, Double> faults(Settings odds) {
        Map<Fault, Double> result = new EnumMap<>(Fault.class);
        odds.keys().forEach(word -> Fault.parse(word)
                .ifPresent(fault -> odds.number(word).ifPresent(chance -> result.put(fault, chance))));
        return result;
    }

    /** Nobody should wait for what never comes. */
    static Problems warnings(Settings settings) {
        return Problems.of(Problem.warning(settings.place("type"), settings.path("type"),
                "machines of a simulated cloud live in the memory of this process and have no SSH:"
                        + " such a cluster can be planned, not used",
                "use it for --dry-run, workspaces and tests; take 'type: local' for a cluster that works"));
    }
}
