package io.cloudtik.executor.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.ShellQuoting;

/**
 * A command as an SSH server takes it: a line for the login shell (a POSIX one), and bytes for standard input.
 *
 * <p>The line first prints the shell's process id on stderr, behind a marker, and the shell then becomes the program: so a
 * command that takes too long can be ended, which SSH itself cannot do everywhere. Most servers refuse environment
 * variables, and a line shows in {@code ps}; so variables travel at the head of standard input, where the shell reads
 * exactly as many bytes as they are ({@code dd} with blocks of one byte; it is small) and leaves the rest to the program.
 * Arguments beyond ASCII go the same way, since a server may spell its line in another charset, and very long ones. They are a group, which a
 * shell runs only if it has read the end of it: what a broken connection left of them is no command.
 */
record CommandLine(String text, byte[] stdin) {

    /** Servers and kernels take lines of up to 128 KiB. */
    private static final int LONGEST = 64 * 1024;

    static CommandLine of(Command command, String marker) {
        String announce = "echo '" + marker + "'$$ >&2; ";
        String become = "exec " + ShellQuoting.quote(command.argv());
        byte[] stdin = command.stdin().getBytes(UTF_8);
        if (command.environment().isEmpty() && become.length() <= LONGEST && US_ASCII.newEncoder().canEncode(become)) {
            return new CommandLine(announce + become, stdin);
        }
        byte[] script = ("{ " + exports(command) + become + "\n}").getBytes(UTF_8);
        String line = announce + "eval \"$(dd bs=1 count=" + script.length + " 2>/dev/null)\"";
        return new CommandLine(line, joined(script, stdin));
    }

    private static String exports(Command command) {
        StringBuilder exports = new StringBuilder();
        command.environment().forEach((name, value) ->
                exports.append("export ").append(name).append('=').append(ShellQuoting.quote(value)).append('\n'));
        return exports.toString();
    }

    private static byte[] joined(byte[] script, byte[] stdin) {
        byte[] both = new byte[script.length + stdin.length];
        System.arraycopy(script, 0, both, 0, script.length);
        System.arraycopy(stdin, 0, both, script.length, stdin.length);
        return both;
    }
}
