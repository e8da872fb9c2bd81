package io.cloudtik.shell;

import io.cloudtik.shell.terminal.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import picocli.CommandLine;

/** The command line as it ships, outside any container: every verb of this bundle, none of which can do anything but say what it takes. */
public final class AllVerbs {

    private static final String SUFFIX = ".class";

    private AllVerbs() {}

    /** With all that every verb takes. */
    public static CommandLine commandLine() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return run(Console.plain(nowhere, nowhere)).root("completion");
    }

    static CommandLineRun run(Console console) {
        KnownVerbs verbs = new KnownVerbs(verbs(), (ServiceComponentRuntime) idle(ServiceComponentRuntime.class));
        return new CommandLineRun(console, new CommandProcessorImpl(new ThreadIOImpl()), verbs);
    }

    private static List<Map.Entry<Map<String, Object>, Supplier<Function>>> verbs() {
        try {
            Path bundle = Path.of(CommandLineVerb.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(bundle)) {
                return verbs(bundle);
            }
            try (FileSystem jar = FileSystems.newFileSystem(bundle)) {
                return verbs(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map.Entry<Map<String, Object>, Supplier<Function>>> verbs(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith("Verb" + SUFFIX) && !name.contains("$"))
                    .map(name -> type(name.replace('/', '.').substring(0, name.length() - SUFFIX.length())))
                    .filter(type -> type.isAnnotationPresent(CommandLineVerb.class))
                    .map(AllVerbs::verb)
                    .toList();
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
            if (method.getReturnType().equals(Collection.class)) {
                return List.of();
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }
}
