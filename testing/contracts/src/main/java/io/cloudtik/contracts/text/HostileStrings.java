package io.cloudtik.contracts.text;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Strings that shells, terminals, templates, YAML and file systems take for more than text: quotes, expansions, globs,
 * options, line ends, escape sequences, text of other directions, and all of them mixed. None holds NUL, which no argument,
 * variable or file name can.
 */
public final class HostileStrings {

    private static final List<String> PIECES = List.of(
            "'", "\"", "`", "\\", "$", "$(touch canary)", "`touch canary`", "${IFS}", "$HOME", "${x:-y}", "$((1+1))", ";", "&",
            "&&", "||", "|", ">", ">>canary", "<", "(", ")", "{", "}", "[a-z]", "*", "?", "~", "~root", "!", "!!", "#", "%", "%s%n",
            "\n", "\r", "\r\n", "\t", " ", "  ", "\u000b", "\f", "\u0001", "\u0007", "\b", "\u007f", "\u001b[31m",
            "\u001b]0;owned\u0007", "\u001b[2J", "\u009b1A", "\u0085", "\u2028", "\u00a0", "\u200b", "\ufeff", "\u202e", "\u2066",
            "é", "e\u0301", "ß", "漢字", "\ud83d\ude00", "\ud83d\udc69\u200d\ud83d\udcbb", "مرحبا", "שלום", "İ", "ﬁ",
            "-", "--", "-n", "-rf", "--help", "-oProxyCommand=touch canary", "=", "a=b", ":", ",", "@", "/", "../", "../../etc/passwd",
            "<script>alert(1)</script>", "{{7*7}}", "#{1+1}", "%{x}", "${env:HOME}", "!!python/object", "- a", "key: value", "? ", "&a",
            "null", "yes", "0777", "1e400", "NaN", "COMMIT; DROP TABLE", "x".repeat(300), "word");

    private HostileStrings() {}

    /** The pieces by themselves, the empty string, and then without end what a seed makes of them. */
    public static Stream<String> seeded(long seed) {
        Random random = new Random(seed);
        return Stream.concat(Stream.concat(Stream.of(""), PIECES.stream()), Stream.generate(() -> mixed(random)));
    }

    /** Of the same kind, and fit to be the name of a file. */
    public static Stream<String> fileNames(long seed) {
        return seeded(seed)
                .map(text -> text.replace("/", "\u2044"))
                .filter(text -> !text.isEmpty() && !text.equals(".") && !text.equals("..") && !text.startsWith("~"))
                .map(text -> text.codePoints().limit(50).collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString());
    }

    private static String mixed(Random random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = 1 + random.nextInt(6); pieces > 0; pieces--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
