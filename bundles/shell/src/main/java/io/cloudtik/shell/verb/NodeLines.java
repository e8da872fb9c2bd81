package io.cloudtik.shell.verb;

import io.cloudtik.api.control.NodeOperations.Outputs;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.shell.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The output of several nodes, line by line, each behind the name of its node, so that no two are mixed. */
final class NodeLines implements Outputs, AutoCloseable {

    private final Console console;
    private final List<Lines> all = new ArrayList<>();

    NodeLines(Console console) {
        this.console = console;
    }

    @Override
    public synchronized OutputSink of(NodeId node) {
        Lines out = new Lines(node, console.out());
        Lines err = new Lines(node, console.err());
        all.add(out);
        all.add(err);
        return new OutputSink() {
            @Override
            public void stdout(byte[] bytes, int length) {
                out.add(bytes, length);
            }

            @Override
            public void stderr(byte[] bytes, int length) {
                err.add(bytes, length);
            }
        };
    }

    /** What ended without the end of a line is a line too. */
    @Override
    public synchronized void close() {
        all.forEach(Lines::end);
    }

    private static final class Lines {

        private final NodeId node;
        private final PrintStream stream;
        private final ByteArrayOutputStream open = new ByteArrayOutputStream();

        private Lines(NodeId node, PrintStream stream) {
            this.node = node;
            this.stream = stream;
        }

        private synchronized void add(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                if (bytes[i] == '\n') {
                    print();
                } else {
                    open.write(bytes[i]);
                }
            }
        }

        private synchronized void end() {
            if (open.size() > 0) {
                print();
            }
        }

        /** One write for the whole line: that is what keeps it whole beside the lines of other nodes. */
        private void print() {
            stream.print(node + ": " + open.toString(StandardCharsets.UTF_8) + "\n");
            stream.flush();
            open.reset();
        }
    }
}
