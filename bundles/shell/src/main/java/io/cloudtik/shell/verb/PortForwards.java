package io.cloudtik.shell.verb;

import io.cloudtik.api.control.AccessOperations;
import io.cloudtik.api.control.AccessOperations.Forwarding;
import io.cloudtik.api.control.AccessOperations.PortForward;
import io.cloudtik.shell.terminal.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Ports that are forwarded while a verb runs. */
final class PortForwards {

    @Option(
            names = {"-p", "--port-forward"},
            paramLabel = "PORT",
            converter = PortText.class,
            description = "Lead a port here to one of the node meanwhile: 8080, 18080:8080, 18080:host:8080. Repeatable.")
    private List<PortForward> ports = new ArrayList<>();

    private static final class PortText implements ITypeConverter<PortForward> {

        @Override
        public PortForward convert(String text) {
            try {
                return PortForward.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    boolean areAny() {
        return !ports.isEmpty();
    }

    /** Opens them and says where they are; to be closed when the verb ends. */
    Forwarding open(AccessOperations access, Path file, Optional<String> node, Console console) {
        if (ports.isEmpty()) {
            return new Nothing();
        }
        Forwarding forwarding = access.forward(file, node, ports);
        forwarding.ways().forEach(way -> console.err().println("forwarding " + way));
        return forwarding;
    }

    private static final class Nothing implements Forwarding {

        @Override
        public List<String> ways() {
            return List.of();
        }

        @Override
        public void close() {
            // There is nothing.
        }
    }
}
