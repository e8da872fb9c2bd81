package io.cloudtik.runtime.spark.driver;

/** What is wrong with an SQL file, and on which of its lines. */
final class SqlFileException extends RuntimeException {

    private final int line;

    SqlFileException(int line, String message) {
        super(message);
        this.line = line;
    }

    SqlFileException(int line, String message, Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    int line() {
        return line;
    }
}
