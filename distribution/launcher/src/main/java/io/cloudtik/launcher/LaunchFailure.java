package io.cloudtik.launcher;

/** The container could not be started. The message is for people and complete in itself. */
final class LaunchFailure extends Exception {

    LaunchFailure(String message) {
        super(message);
    }

    LaunchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
