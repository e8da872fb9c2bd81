package io.cloudtik.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What {@code cloudtik version} says: the same as the verb of Gogo's shell, but without a container, which takes ten times as long. */
record Version(Setup setup) {

    /** As a program ends that writes to a pipe nobody reads from. */
    private static final int OUTPUT_CLOSED = 141;

    /** Answers the exit code. */
    int print() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        out.println(this);
        return out.checkError() ? OUTPUT_CLOSED : 0;
    }

    @Override
    public String toString() {
        return "cloudtik " + setup.version() + "\njava " + Runtime.version() + " (" + System.getProperty("java.home")
                + ")\ndistribution " + setup.distribution() + "\nhome " + setup.home();
    }
}
