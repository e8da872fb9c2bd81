package io.cloudtik.itest.star;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bundle as its manifest and its classes describe it.
 *
 * @param headers the main attributes of its manifest
 * @param packages those it has classes of
 * @param frameworkUsers the classes that speak to the framework itself instead of through Declarative Services
 */
record BundleJar(String name, Map<String, String> headers, Set<String> packages, Set<String> frameworkUsers) {

    private static final String OURS = "io.cloudtik.";
    private static final Set<String> FRAMEWORK = Set.of(
            "org/osgi/framework/BundleContext", "org/osgi/framework/BundleActivator", "org/osgi/util/tracker/");

    static BundleJar read(Path file) {
        Set<String> packages = new TreeSet<>();
        Set<String> frameworkUsers = new TreeSet<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : jar.stream().filter(candidate -> candidate.getName().endsWith(".class")).toList()) {
                String type = entry.getName().replaceFirst("\\.class$", "").replace('/', '.');
                packages.add(type.substring(0, Math.max(0, type.lastIndexOf('.'))));
                if (type.startsWith(OURS) && speaksToTheFramework(jar, entry)) {
                    frameworkUsers.add(type);
                }
            }
            Map<String, String> headers = new TreeMap<>();
            jar.getManifest().getMainAttributes().forEach((key, value) -> headers.put(key.toString(), value.toString()));
            return new BundleJar(file.getFileName().toString(), headers, packages, frameworkUsers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all types a class uses stand in its constants as plain text. */
    private static boolean speaksToTheFramework(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            String constants = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return FRAMEWORK.stream().anyMatch(constants::contains);
        }
    }

    Set<String> ourPackages() {
        return packages.stream().filter(name -> name.startsWith(OURS)).collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> imports() {
        return names("Import-Package");
    }

    Set<String> exports() {
        return names("Export-Package");
    }

    /** The clauses of a header without their attributes. */
    private Set<String> names(String header) {
        String unquoted = Optional.ofNullable(headers.get(header)).orElse("").replaceAll("\"[^\"]*\"", "");
        return Stream.of(unquoted.split(","))
                .map(clause -> clause.replaceFirst(";.*", "").strip())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String toString() {
        return name;
    }
}
