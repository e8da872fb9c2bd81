package io.cloudtik.api.problem;

import java.util.Objects;

/**
 * Where a value was written. Lines and columns count from 1; 0 means that only the file is known.
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

    public Place {
        Objects.requireNonNull(file, "file");
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("line and column count from 1: " + line + ":" + column);
        }
    }

    /** A place of which only the file (or another origin, such as {@code --min-workers}) is known. */
    public static Place in(String file) {
        return new Place(file, 0, 0);
    }

    @Override
    public int compareTo(Place other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
