package io.cloudtik.shell.completion;

import io.cloudtik.shell.completion.Place.Option;
import java.util.List;
import java.util.stream.Collectors;

/** For bash 3.2 and newer; nothing of bash-completion is needed. */
final class BashScript {

    private static final String BEGIN = """
            # Completion of cloudtik for bash. Now: source <(cloudtik completion bash)
            # For every shell: cloudtik completion bash >>~/.bash_completion

            # YAML files and folders here, and the files of the clusters that run.
            _cloudtik_yaml() {
                local origin file
                COMPREPLY=($(compgen -d -- "$1"; compgen -f -X '!*.y*ml' -- "$1"))
                for origin in "${CLOUDTIK_HOME:-$HOME/.cloudtik}"/clusters/*/*/origin.properties; do
                    [ -r "$origin" ] || continue
                    while IFS= read -r file; do
                        case $file in
                            "file=$1"*) [ -z "$1" ] || COMPREPLY+=("${file#file=}") ;;
                        esac
                    done <"$origin"
                done
            }

            # The workers of the cluster whose file was typed.
            _cloudtik_nodes() {
                local word
                for word in "${COMP_WORDS[@]:1}"; do
                    if [ -f "$word" ]; then
                        COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" worker-ips "$word" -o json 2>/dev/null |
                            sed -n 's/.*"node" *: *"\\([^"]*\\)".*/\\1/p')" -- "$1"))
                        return
                    fi
                done
            }

            _cloudtik() {
                local IFS=$'\\n' cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
                local at='' word i skip='' next=''
                COMPREPLY=()
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    if [ -n "$skip" ]; then
                        skip=
                        continue
                    fi
                    next="${at:+$at }$word"
                    case $next in
            """;

    private final List<Place> places;

    BashScript(List<Place> places) {
        this.places = places;
    }

    String text() {
        StringBuilder text = new StringBuilder(BEGIN);
        String paths = places.stream().map(Place::path).filter(path -> !path.isEmpty()).map(BashScript::quoted)
                .collect(Collectors.joining(" | "));
        text.append("            ").append(paths).append(") at=$next ;;\n");
        places.forEach(place -> place.options().stream().filter(BashScript::takesValue).forEach(option ->
                text.append("            ").append(patterns(place, option)).append(") skip=yes ;;\n")));
        text.append("        esac\n    done\n    if [ -n \"$skip\" ]; then\n        case \"$at $before\" in\n");
        places.forEach(place -> place.options().stream().filter(BashScript::takesValue).forEach(option ->
                text.append("            ").append(options(place, option)).append(") ").append(values(option.value())).append(" ;;\n")));
        text.append("        esac\n        return\n    fi\n    case $at in\n");
        places.forEach(place -> append(text, place));
        return text.append("    esac\n}\n\ncomplete -o filenames -o bashdefault -F _cloudtik cloudtik\n").toString();
    }

    private static boolean takesValue(Option option) {
        return option.value().sort() != Place.Value.Sort.NONE;
    }

    /** As they stand when the words before them are joined. */
    private static String patterns(Place place, Option option) {
        String before = place.path().isEmpty() ? "" : place.path() + " ";
        return option.names().stream().map(name -> quoted(before + name)).collect(Collectors.joining(" | "));
    }

    private static String options(Place place, Option option) {
        return option.names().stream().map(name -> quoted(place.path() + " " + name)).collect(Collectors.joining(" | "));
    }

    private static void append(StringBuilder text, Place place) {
        text.append("        ").append(quoted(place.path())).append(")\n            case $cur in\n                -*) ")
                .append(words(place.optionNames())).append(" ;;\n                *) ")
                .append(place.verbs().isEmpty() ? values(place.argument()) : words(List.copyOf(place.verbs().keySet())))
                .append(" ;;\n            esac\n            ;;\n");
    }

    private static String values(Place.Value value) {
        return switch (value.sort()) {
            case NONE, ANY -> ":";
            case FILE -> "COMPREPLY=($(compgen -f -- \"$cur\"))";
            case YAML -> "_cloudtik_yaml \"$cur\"";
            case NODE -> "_cloudtik_nodes \"$cur\"";
            case CHOICE -> words(value.choices());
        };
    }

    private static String words(List<String> words) {
        return "COMPREPLY=($(compgen -W " + quoted(String.join("\n", words)) + " -- \"$cur\"))";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
