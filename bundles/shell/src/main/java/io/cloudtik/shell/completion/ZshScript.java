package io.cloudtik.shell.completion;

import io.cloudtik.shell.completion.Place.Option;
import java.util.List;
import java.util.stream.Collectors;

/** For zsh, sourced or found in fpath as {@code _cloudtik}. */
final class ZshScript {

    private static final String BEGIN = """
            #compdef cloudtik
            # Completion of cloudtik for zsh. Now: source <(cloudtik completion zsh)
            # For every shell: cloudtik completion zsh >"${fpath[1]}/_cloudtik"

            _cloudtik_yaml() {
                local -a known
                known=(${${(f)"$(cat "${CLOUDTIK_HOME:-$HOME/.cloudtik}"/clusters/*/*/origin.properties(N) </dev/null)"}:#^file=*})
                _files -g '*.(yaml|yml)(-.)'
                (( $#known )) && compadd -f -- ${known#file=}
            }

            # The workers of the cluster whose file was typed.
            _cloudtik_nodes() {
                local word
                for word in $words[2,-1]; do
                    if [[ -f $word ]]; then
                        compadd -- ${(f)"$($words[1] worker-ips $word -o json 2>/dev/null |
                            sed -n 's/.*"node" *: *"\\([^"]*\\)".*/\\1/p')"}
                        return
                    fi
                done
            }

            _cloudtik() {
                local at='' word next='' skip=''
                local -a verbs options
                integer i
                for ((i = 2; i < CURRENT; i++)); do
                    word=$words[i]
                    if [[ -n $skip ]]; then
                        skip=
                        continue
                    fi
                    next="${at:+$at }$word"
                    case $next in
            """;
    private static final String END = """
                esac
                if [[ $words[CURRENT] == -* ]]; then
                    _describe -t options option options
                elif (( $#verbs )); then
                    _describe -t verbs verb verbs
                fi
            }

            if [[ $funcstack[1] == _cloudtik ]]; then
                _cloudtik "$@"
            else
                (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
                compdef _cloudtik cloudtik
            fi
            """;

    private final List<Place> places;

    ZshScript(List<Place> places) {
        this.places = places;
    }

    String text() {
        StringBuilder text = new StringBuilder(BEGIN);
        String paths = places.stream().map(Place::path).filter(path -> !path.isEmpty()).map(ZshScript::quoted)
                .collect(Collectors.joining(" | "));
        text.append("            ").append(paths).append(") at=$next ;;\n");
        places.forEach(place -> withValue(place).forEach(option -> text.append("            ")
                .append(patterns(place.path().isEmpty() ? "" : place.path() + " ", option)).append(") skip=yes ;;\n")));
        text.append("        esac\n    done\n    if [[ -n $skip ]]; then\n        case \"$at $words[CURRENT-1]\" in\n");
        places.forEach(place -> withValue(place).forEach(option -> text.append("            ")
                .append(patterns(place.path() + " ", option)).append(") ").append(values(option.value())).append(" ;;\n")));
        text.append("        esac\n        return\n    fi\n    case $at in\n");
        places.forEach(place -> append(text, place));
        return text.append(END).toString();
    }

    private static List<Option> withValue(Place place) {
        return place.options().stream().filter(option -> option.value().sort() != Place.Value.Sort.NONE).toList();
    }

    private static String patterns(String before, Option option) {
        return option.names().stream().map(name -> quoted(before + name)).collect(Collectors.joining(" | "));
    }

    private static void append(StringBuilder text, Place place) {
        text.append("        ").append(quoted(place.path())).append(")\n            options=(");
        place.options().forEach(option -> option.names().forEach(name -> text.append(described(name, option.description()))));
        text.append(")\n");
        if (place.verbs().isEmpty()) {
            text.append("            [[ $words[CURRENT] == -* ]] || ").append(values(place.argument())).append('\n');
        } else {
            text.append("            verbs=(");
            place.verbs().forEach((name, description) -> text.append(described(name, description)));
            text.append(")\n");
        }
        text.append("            ;;\n");
    }

    private static String described(String name, String description) {
        return "\n                " + quoted(name.replace(":", "\\:") + ":" + description);
    }

    private static String values(Place.Value value) {
        return switch (value.sort()) {
            case NONE, ANY -> ":";
            case FILE -> "_files";
            case YAML -> "_cloudtik_yaml";
            case NODE -> "_cloudtik_nodes";
            case CHOICE -> "compadd -- " + value.choices().stream().map(ZshScript::quoted).collect(Collectors.joining(" "));
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
