# Sourced by the scripts beside it, with $distribution set.

# Sets java and java_options, or says what is missing and exits.

find_java() {
    java_home=${CLOUDTIK_JAVA_HOME:-${JAVA_HOME:-}}
    if [ -x "$distribution/java/bin/java" ]; then
        # A node's that was made with java: bundled.
        java=$distribution/java/bin/java
    elif [ -n "$java_home" ]; then
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
    java_release=$(real_path "$java")
    java_release=${java_release%/bin/java}/release
    java_version=$(java_major)
    if [ "$java_version" -lt 17 ]; then
        echo "error: CloudTik needs Java 17 or newer; $java is Java $java_version" >&2
        echo "try: CLOUDTIK_JAVA_HOME=<a JDK 17> ${0##*/} ..." >&2
        exit 1
    fi
    speak_utf8
    # Java's own classes where its archive wants them, which all processes then share, instead of a moved copy of 10 MB for
    # each; and code compiled later than by default, since most of a start's runs a few times only. A Java that knows one of
    # these no longer does without.
    java_options='-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0'
    java_options="$java_options -XX:Tier3InvocationThreshold=2000 -XX:Tier3MinInvocationThreshold=1000 -XX:Tier3CompileThreshold=4000"
    if [ "$java_version" -ge 23 ]; then
        # Felix opens what it needs by sun.misc.Unsafe, which newer Java warns about.
        java_options="$java_options --sun-misc-unsafe-memory-access=allow"
    fi
}

# Without a UTF-8 locale, as on a machine where nobody has said one, Java on Linux takes all that is not ASCII in words and
# file names for question marks.
speak_utf8() {
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *[Uu][Tt][Ff]*8*) ;;
        *)
            LC_ALL=C.UTF-8
            export LC_ALL
            ;;
    esac
}

# Sets class_path. In order, since an archive of classes fits one class path only.
find_class_path() {
    class_path=
    for jar in "$distribution"/lib/*.jar; do
        class_path=${class_path:+$class_path:}$jar
    done
}

# Sets class_archive to the option that has Java read its classes from an archive, or write one if there is none yet.
# $1 names the kind of process, $2 the folder of archives. The archive's name tells Java and distribution apart; Java
# checks that it fits, and does without if not. CLOUDTIK_CLASS_ARCHIVE=off goes without at once.
find_class_archive() {
    class_archive=
    if [ "${CLOUDTIK_CLASS_ARCHIVE:-on}" = off ] || [ -z "${HOME:-}" ]; then
        return
    fi
    key=$({
        echo "$java"
        cat "$java_release"
        ls -lnL "$distribution/lib" "$distribution/bundles"
    } 2>/dev/null | cksum)
    archive=$2/$1-${key%% *}${key##* }.jsa
    # Whoever can write it runs code as us, so it must be our own.
    if [ -s "$archive" ] && [ -O "$archive" ]; then
        class_archive=-XX:SharedArchiveFile=$archive
    elif [ "$java_version" -le 25 ] && [ ! -e "$archive" ]; then
        # The option is no promise of Java's; newer ones may refuse it.
        class_archive=-Dcloudtik.archive.write=$archive
        java_options="$java_options -XX:+RecordDynamicDumpInfo -Xlog:disable -Xlog:all=error:stderr"
    fi
}

# The JDK's release file tells without starting a JVM.
java_major() {
    version=
    if [ -r "$java_release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$java_release")
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
