package io.cloudtik.shell.completion;

import io.cloudtik.shell.completion.Place.Option;
import java.util.List;
import java.util.stream.Collectors;

/** For fish 3. */
final class FishScript {

    private static final String BEGIN = """
            # Completion of cloudtik for fish. Now: cloudtik completion fish | source
            # For every shell: cloudtik completion fish >~/.config/fish/completions/cloudtik.fish

            function __cloudtik_at --description 'whether these verbs, and no more, were typed'
                set -l at ''
                for word in (commandline -opc)[2..-1]
                    set -l next (string trim -- "$at $word")
                    if contains -- "$next" $__cloudtik_paths
                        set at $next
                    end
                end
                test "$at" = "$argv[1]"
            end

            function __cloudtik_yaml --description 'YAML files here, and the files of the clusters that run'
                set -l begun (commandline -ct)
                for file in $begun*.yaml $begun*.yml $begun*/
                    echo $file
                end
                set -l home $CLOUDTIK_HOME
                test -n "$home"; or set home $HOME/.cloudtik
                for origin in $home/clusters/*/*/origin.properties
                    string replace -rf '^file=' '' <$origin
                end
            end

            function __cloudtik_nodes --description 'the workers of the cluster whose file was typed'
                set -l words (commandline -opc)
                for word in $words[2..-1]
                    if test -f "$word"
                        $words[1] worker-ips "$word" -o json 2>/dev/null | string replace -rf '.*"node" *: *"([^"]*)".*' '$1'
                        return
                    end
                end
            end

            """;

    private final List<Place> places;

    FishScript(List<Place> places) {
        this.places = places;
    }

    String text() {
        StringBuilder text = new StringBuilder(BEGIN);
        text.append("set -g __cloudtik_paths ").append(places.stream().map(Place::path).filter(path -> !path.isEmpty())
                .map(FishScript::quoted).collect(Collectors.joining(" "))).append("\n\n");
        text.append("complete -c cloudtik -e\ncomplete -c cloudtik -f\n");
        places.forEach(place -> append(text, place));
        return text.toString();
    }

    private static void append(StringBuilder text, Place place) {
        String at = "complete -c cloudtik -n " + quoted("__cloudtik_at " + quoted(place.path()));
        place.verbs().forEach((name, description) ->
                text.append(at).append(" -a ").append(quoted(name)).append(" -d ").append(quoted(description)).append('\n'));
        if (place.verbs().isEmpty()) {
            text.append(values(place.argument()).isEmpty() ? "" : at + values(place.argument()) + "\n");
        }
        for (Option option : place.options()) {
            text.append(at).append(names(option));
            if (option.value().sort() != Place.Value.Sort.NONE) {
                text.append(option.value().sort() == Place.Value.Sort.FILE ? " -r" : " -x").append(values(option.value()));
            }
            text.append(" -d ").append(quoted(option.description())).append('\n');
        }
    }

    private static String names(Option option) {
        return option.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
    }

    private static String values(Place.Value value) {
        return switch (value.sort()) {
            case NONE, ANY -> "";
            case FILE -> " -F";
            case YAML -> " -a '(__cloudtik_yaml)'";
            case NODE -> " -a '(__cloudtik_nodes)'";
            case CHOICE -> " -a " + quoted(String.join(" ", value.choices()));
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
