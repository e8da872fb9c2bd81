package io.cloudtik.api.spi.exec;

/** What a {@link CommandResult} says of the output. */
final class KeptOutput implements OutputSink {

    private final OutputTail stdout = new OutputTail();
    private final OutputTail stderr = new OutputTail();

    @Override
    public void stdout(byte[] bytes, int length) {
        stdout.append(bytes, length);
    }

    @Override
    public void stderr(byte[] bytes, int length) {
        stderr.append(bytes, length);
    }

    CommandResult after(int exitCode) {
        return new CommandResult(exitCode, stdout.text(), stderr.text());
    }
}
