package io.cloudtik.core.config;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.core.registry.Lease;
import io.cloudtik.core.registry.Providers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The texts that a file may be made from, by name: a user's own in the folders of {@code CLOUDTIK_USER_TEMPLATES} and in
 * {@code templates} of the home, and those that providers bring. A user's own of the same name comes first.
 */
@Component(service = Templates.class)
public final class Templates {

    private static final String FOLDERS = "CLOUDTIK_USER_TEMPLATES";
    private static final String ENDING = ".yaml";
    /** Words and slashes: no name leads out of a folder of templates. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*){0,9}");
    private static final int DEEPEST = 10;

    /** @param label what problems in it name as their file */
    record Template(String label, String text) {}

    private final List<Path> folders;
    private final Providers providers;

    @Activate
    public Templates(@Reference Installation installation, @Reference Providers providers) {
        this(folders(installation.home(), System.getenv().getOrDefault(FOLDERS, "")), providers);
    }

    Templates(List<Path> folders, Providers providers) {
        this.folders = List.copyOf(folders);
        this.providers = providers;
    }

    static List<Path> folders(Path home, String variable) {
        List<Path> folders = new ArrayList<>();
        for (String folder : variable.split(",")) {
            if (!folder.isBlank()) {
                folders.add(HomePath.of(folder.strip()));
            }
        }
        folders.add(home.resolve("templates"));
        return folders;
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches() && text.length() <= 200;
    }

    /**
     * @param name one that {@link #isName}
     * @throws io.cloudtik.api.problem.InvalidInputException if a file of that name is there and cannot be read
     */
    Optional<Template> find(String name) {
        for (Path folder : folders) {
            Path file = folder.resolve(name + ENDING);
            if (Files.exists(file)) {
                return Optional.of(new Template(file.toString(), SourceText.read(file)));
            }
        }
        int slash = name.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.ofNullable(ofProvider(name.substring(0, slash)).get(name.substring(slash + 1)))
                        .map(text -> new Template("template " + name, text));
    }

    /** Whether a provider is there that may bring some. */
    boolean areBroughtBy(String provider) {
        return providers.types().contains(provider);
    }

    private Map<String, String> ofProvider(String type) {
        Optional<Lease<CloudProvider>> found = providers.find(type);
        if (found.isEmpty()) {
            return Map.of();
        }
        try (Lease<CloudProvider> lease = found.get()) {
            return lease.service().templates();
        }
    }

    /** All names that can be said, sorted. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        providers.types().forEach(type -> ofProvider(type).keySet().forEach(name -> names.add(type + "/" + name)));
        folders.stream().filter(Files::isDirectory).forEach(folder -> addAll(folder, names));
        return names;
    }

    private static void addAll(Path folder, Set<String> names) {
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .filter(Templates::isName)
                    .forEach(names::add);
        } catch (IOException e) {
            throw new UncheckedIOException("the templates in " + folder + " cannot be listed", e);
        }
    }
}
