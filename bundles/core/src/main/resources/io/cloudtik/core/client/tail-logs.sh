# Prints pieces of files, and what is appended to them, over renames and truncations.
#   $1 lines of each file to begin with   $2 "follow" or "once"   then three words for each file:
#   its path, and where to go on: inode and offset, or "-" and 0 to begin
# Each piece has a header: @path inode offset-behind-it length
lines=$1
mode=$2
shift 2
most=1048576

inode() {
    # shellcheck disable=SC2012 # POSIX has no stat
    ls -i -- "$1" 2>/dev/null | sed 's/^ *\([0-9]*\) .*/\1/'
}

size() {
    wc -c <"$1" | tr -d ' '
}

# Exactly as many bytes as the header says, also of a file that shrinks meanwhile.
piece() {
    length=$(($2 - at))
    [ "$length" -le "$most" ] || length=$most
    printf '@%s %s %s %s\n' "$f" "$id" "$((at + length))" "$length"
    { tail -c "+$((at + 1))" -- "$1" | head -c "$length"; head -c "$length" /dev/zero; } | head -c "$length"
    at=$((at + length))
}

all_of() {
    end=$(size "$1")
    while [ "$end" -gt "$at" ]; do
        piece "$1" "$end"
    done
}

step() {
    now=$(inode "$f")
    if [ -z "$now" ]; then
        [ "$id" != - ] || id=0
        return
    fi
    if [ "$id" = - ]; then
        id=$now
        end=$(size "$f")
        at=$((end - $(head -c "$end" -- "$f" | tail -n "$lines" | wc -c)))
    elif [ "$id" != "$now" ]; then
        for old in "$f".*; do
            if [ "$(inode "$old")" = "$id" ]; then
                all_of "$old"
            fi
        done
        id=$now
        at=0
    fi
    [ "$(size "$f")" -ge "$at" ] || at=0
    all_of "$f"
}

round=0
while :; do
    left=$(($# / 3))
    while [ "$left" -gt 0 ]; do
        f=$1
        id=$2
        at=$3
        shift 3
        step
        set -- "$@" "$f" "$id" "$at"
        left=$((left - 1))
    done
    [ "$mode" = follow ] || exit 0
    round=$((round + 1))
    # Nobody tells us that the reader has gone but a write that fails.
    [ $((round % 10)) -ne 0 ] || printf '@%s %s %s 0\n' "$f" "$id" "$at" || exit 0
    sleep 1
done
