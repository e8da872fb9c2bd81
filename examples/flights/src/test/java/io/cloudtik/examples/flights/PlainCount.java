package io.cloudtik.examples.flights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The job's question answered without Spark and without any library that reads its files. */
final class PlainCount {

    private static final Pattern FLIGHT =
            Pattern.compile("\"delay\":(-?\\d+),\"distance\":\\d+,\"origin\":\"\\w+\",\"destination\":\"(\\w+)\"");
    /** A field in quotes or without; the fields of interest have neither quotes nor commas in them. */
    private static final Pattern AIRPORT =
            Pattern.compile("(\\w+),(?:\"[^\"]*\"|[^,]*),(?:\"[^\"]*\"|[^,]*),(\\w+),([^,]+),[^,]+,[^,]+");

    private PlainCount() {}

    /** All states, the worst first. */
    static List<StateDelay> of(Path flights, Path airports) throws IOException {
        Map<String, String> states = states(airports);
        Map<String, List<Integer>> delays = FLIGHT.matcher(Files.readString(flights))
                .results()
                .filter(flight -> states.containsKey(flight.group(2)))
                .collect(Collectors.groupingBy(
                        (MatchResult flight) -> states.get(flight.group(2)),
                        Collectors.mapping(flight -> Integer.valueOf(flight.group(1)), Collectors.toList())));
        return delays.entrySet().stream()
                .map(state -> new StateDelay(state.getKey(), state.getValue().size(), average(state.getValue())))
                .sorted(Comparator.comparingDouble(StateDelay::averageDelay).reversed()
                        .thenComparing(StateDelay::state))
                .toList();
    }

    private static Map<String, String> states(Path airports) throws IOException {
        Map<String, String> states = new HashMap<>();
        for (String line : Files.readAllLines(airports)) {
            AIRPORT.matcher(line).results()
                    .filter(airport -> airport.group(3).equals("USA") && !airport.group(2).equals("NA"))
                    .forEach(airport -> states.put(airport.group(1), airport.group(2)));
        }
        return states;
    }

    private static double average(List<Integer> delays) {
        return delays.stream().mapToInt(Integer::intValue).average().orElseThrow();
    }
}
