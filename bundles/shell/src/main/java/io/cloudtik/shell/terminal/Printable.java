package io.cloudtik.shell.terminal;

/**
 * Text from elsewhere as a terminal may be given it. What a node, a provider or a file says is shown and never obeyed: an
 * escape sequence in it could colour, move or rename, and a mark of direction could make it read as something else.
 */
public final class Printable {

    private Printable() {}

    /** The text with each control character, save a line's end and a tab, in a form that can be seen. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(Printable::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isHidden(point)) {
                shown.append(point < 0x100 ? String.format("\\x%02x", point) : String.format("\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    private static boolean isHidden(int point) {
        boolean isControl = Character.isISOControl(point) && point != '\n' && point != '\t';
        boolean turnsText = point >= 0x202a && point <= 0x202e || point >= 0x2066 && point <= 0x2069;
        return isControl || turnsText || point == 0x2028 || point == 0x2029 || Character.getType(point) == Character.SURROGATE;
    }
}
