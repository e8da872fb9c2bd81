# Sourced by the scripts beside it. find_java sets java and java_options, or says what is missing and exits.

find_java() {
    java_home=${CLOUDTIK_JAVA_HOME:-${JAVA_HOME:-}}
    if [ -n "$java_home" ]; then
        java=$java_home/bin/java
        if [ ! -x "$java" ]; then
            echo "error: there is no Java in $java_home (CLOUDTIK_JAVA_HOME or JAVA_HOME)" >&2
            exit 1
        fi
    elif ! java=$(command -v java); then
        echo "error: CloudTik needs Java 17 or newer and finds none" >&2
        echo "try: install a JDK 17 and put it on PATH, or set JAVA_HOME" >&2
        exit 1
    fi
    java_version=$(java_major)
    if [ "$java_version" -lt 17 ]; then
        echo "error: CloudTik needs Java 17 or newer; $java is Java $java_version" >&2
        echo "try: CLOUDTIK_JAVA_HOME=<a JDK 17> ${0##*/} ..." >&2
        exit 1
    fi
    java_options=
    if [ "$java_version" -ge 23 ]; then
        # Felix opens what it needs by sun.misc.Unsafe, which newer Java warns about.
        java_options=--sun-misc-unsafe-memory-access=allow
    fi
}

# The JDK's release file tells without starting a JVM.
java_major() {
    release=$(real_path "$java")
    release=${release%/bin/java}/release
    version=
    if [ -r "$release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$release")
    fi
    if [ -z "$version" ]; then
        version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    fi
    version=${version#1.}
    version=${version%%[!0-9]*}
    echo "${version:-0}"
}

real_path() {
    file=$1
    while [ -L "$file" ]; do
        target=$(readlink "$file")
        case $target in
            /*) file=$target ;;
            *) file=${file%/*}/$target ;;
        esac
    done
    echo "$file"
}
