package io.cloudtik.core.bootstrap;

/**
 * What runs on a node so that each step of a user's is done once. A step has a folder {@code ~/.cloudtik/steps/<key>}; in it
 * {@code claim} says that it was begun, {@code pid} which process runs it, and {@code exit} how it ended. Whoever loses the
 * connection asks for the folder's state, and finds out.
 */
final class StageScripts {

    /** States of a step, as the scripts tell them. */
    static final String ABSENT = "absent";
    static final String RUNNING = "running";
    /** Begun, and ended without a word: killed, or the machine went down. */
    static final String BROKEN = "broken";
    static final String ENDED = "ended ";

    private static final String STATE_OF_STEP = """
            steps="$HOME/.cloudtik/steps"
            runs() {
              read -r pid < "$steps/$1/pid" 2>/dev/null || return 1
              if [ -d /proc/self ]; then
                words=$(tr '\\0' ' ' 2>/dev/null < "/proc/$pid/cmdline") || return 1
              else
                words=$(ps -p "$pid" -o args= 2>/dev/null) || return 1
              fi
              case $words in *"steps/$1"*) return 0 ;; esac
              return 1
            }
            state() {
              tries=0
              while [ "$tries" -lt 50 ] && [ -d "$steps/$1/claim" ] && [ ! -e "$steps/$1/pid" ]; do
                tries=$((tries + 1))
                sleep 0.1 2>/dev/null || { sleep 1; tries=$((tries + 9)); }
              done
              if [ -s "$steps/$1/exit" ]; then echo "ended $(cat "$steps/$1/exit")"
              elif runs "$1"; then
                echo running
              elif [ -s "$steps/$1/exit" ]; then echo "ended $(cat "$steps/$1/exit")"
              elif [ -d "$steps/$1/claim" ]; then echo broken
              else echo absent; fi
            }
            """;

    /**
     * Tells the states of steps, a line each; arguments: their keys. What was started before the machine's last boot does
     * not run any more, so those records are dropped first.
     */
    static final String STATES = STATE_OF_STEP + """
            umask 077
            mkdir -p "$steps"
            boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null || sysctl -n kern.bootsessionuuid 2>/dev/null || echo one)
            if [ "$(cat "$steps/boot" 2>/dev/null)" != "$boot" ]; then
              rm -rf "$steps"/start-* "$steps"/stop-*
              echo "$boot" > "$steps/boot.new"
              mv "$steps/boot.new" "$steps/boot"
            fi
            for key in "$@"; do state "$key"; done
            """;

    /** Forgets a step that does not run, so that it may run again; argument: its key. */
    static final String FORGET = STATE_OF_STEP + """
            runs "$1" || rm -rf "$steps/$1"
            """;

    /**
     * Begins a step unless somebody did already, in a session of its own, and waits until it is known to run. Its script is
     * removed when it ends, because its environment may hold secrets. Arguments: the key, the title, a pattern of the records
     * that a beginning makes void, such as {@code stop-*}, or a dash.
     */
    static final String BEGIN = STATE_OF_STEP + """
            umask 077
            step="$steps/$1"
            log="$HOME/.cloudtik/logs/setup.log"
            mkdir "$step/claim" 2>/dev/null || exit 0
            mkdir -p "$HOME/.cloudtik/logs"
            [ "$3" = - ] || rm -rf "$steps"/$3
            touch "$log"
            if [ "$(wc -c < "$log")" -gt 10485760 ]; then mv "$log" "$log.1"; : > "$log"; fi
            echo "== $(date '+%Y-%m-%d %H:%M:%S') $2" >> "$log"
            wc -c < "$log" > "$step/offset"
            session=
            command -v setsid >/dev/null && session=setsid
            $session sh -c '
              trap "" HUP
              step=$1
              echo $$ > "$step/pid.new" && mv "$step/pid.new" "$step/pid"
              cd "$HOME"
              shell=sh
              command -v bash >/dev/null && shell=bash
              code=0
              ( . "$step/environment"; exec "$shell" "$step/command" ) </dev/null >>"$2" 2>&1 || code=$?
              echo "== ended with exit code $code" >>"$2"
              echo "$code" > "$step/exit.new" && mv "$step/exit.new" "$step/exit"
              rm -f "$step/command" "$step/environment"
            ' cloudtik-step "$step" "$log" </dev/null >/dev/null 2>&1 &
            tries=0
            while [ ! -e "$step/pid" ] && [ "$tries" -lt 100 ]; do
              tries=$((tries + 1))
              sleep 0.1 2>/dev/null || sleep 1
            done
            """;

    /** Waits up to ten seconds for the end of a step and tells its state; argument: its key. */
    static final String AWAIT = STATE_OF_STEP + """
            tries=0
            while [ "$tries" -lt 100 ] && [ ! -s "$steps/$1/exit" ] && runs "$1"; do
              tries=$((tries + 1))
              sleep 0.1 2>/dev/null || { sleep 1; tries=$((tries + 9)); }
            done
            state "$1"
            """;

    /** The last lines a step has written; argument: its key. */
    static final String LAST_LINES = """
            steps="$HOME/.cloudtik/steps"
            offset=$(cat "$steps/$1/offset" 2>/dev/null || echo 0)
            tail -c "+$((offset + 1))" "$HOME/.cloudtik/logs/setup.log" | grep -v '^== ended with exit code' | tail -n 10
            """;

    /** Ends a step that takes too long, with all it has started; argument: its key. */
    static final String KILL = STATE_OF_STEP + """
            runs "$1" || exit 0
            kill -KILL -- "-$pid" 2>/dev/null || kill -KILL "$pid" 2>/dev/null || :
            """;

    private StageScripts() {}
}
