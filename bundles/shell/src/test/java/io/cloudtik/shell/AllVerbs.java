package io.cloudtik.shell;

import io.cloudtik.shell.terminal.Consoles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.Function;
import picocli.CommandLine;

/** The command line as it ships: every verb of this bundle, none of which can do anything. */
public final class AllVerbs {

    private AllVerbs() {}

    public static CommandLine commandLine() {
        return new CommandLineRun(
                        Consoles.plain().console(), new CommandProcessorImpl(new ThreadIOImpl()),
                        new KnownVerbs(verbs(), new FakeComponents()))
                .root("completion");
    }

    private static List<Map.Entry<Map<String, Object>, Supplier<Function>>> verbs() {
        try {
            Path classes = Path.of(CommandLineVerb.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(classes)) {
                return files.map(file -> classes.relativize(file).toString())
                        .filter(name -> name.endsWith("Verb.class") && !name.contains("$"))
                        .map(name -> type(name.replace('/', '.').substring(0, name.length() - ".class".length())))
                        .filter(type -> type.isAnnotationPresent(CommandLineVerb.class))
                        .map(AllVerbs::verb)
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map.Entry<Map<String, Object>, Supplier<Function>> verb(Class<?> type) {
        CommandLineVerb description = type.getAnnotation(CommandLineVerb.class);
        Map<String, Object> properties = Map.of(
                "osgi.command.scope", description.scope(),
                "osgi.command.function", description.function(),
                "osgi.command.group", description.group(),
                "osgi.command.summary", description.summary());
        try {
            Constructor<?> constructor = type.getConstructors()[0];
            Object[] services = Arrays.stream(constructor.getParameterTypes()).map(AllVerbs::idle).toArray();
            Function verb = (Function) constructor.newInstance(services);
            return Map.entry(properties, () -> verb);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private static Object idle(Class<?> service) {
        return Proxy.newProxyInstance(service.getClassLoader(), new Class<?>[] {service}, (self, method, arguments) -> {
            if (method.getReturnType().equals(Path.class)) {
                return Path.of(method.getName());
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }
}
