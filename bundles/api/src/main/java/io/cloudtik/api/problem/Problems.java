package io.cloudtik.api.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong in a user's input, shown together and in the order of the file. */
public record Problems(List<Problem> list) {

    private static final Problems NONE = new Problems(List.of());

    public Problems {
        list = List.copyOf(list);
    }

    public static Problems none() {
        return NONE;
    }

    public static Problems of(Problem... problems) {
        return new Problems(List.of(problems));
    }

    public Problems and(Problems others) {
        List<Problem> all = new ArrayList<>(list);
        all.addAll(others.list);
        return new Problems(all);
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    public boolean hasErrors() {
        return list.stream().anyMatch(Problem::isError);
    }

    /** One line a problem, sorted by place. */
    @Override
    public String toString() {
        return list.stream()
                .sorted(Comparator.comparing(Problem::place))
                .map(Problem::toString)
                .collect(Collectors.joining("\n"));
    }
}
