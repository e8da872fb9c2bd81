package io.cloudtik.node.plan;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.node.artifact.ArtifactState;
import io.cloudtik.node.system.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the variables of a plan's texts, as {@link io.cloudtik.api.spi.runtime.NodePlan} lists them, and {@code ${job}}. */
public final class PlanVariables {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(artifact|dir|java|distribution|dollar|job)(?::([^}]*))?\\}");

    private final Path folder;
    private final Path distribution;
    private final JavaHomes javaHomes;
    private final Map<String, ArtifactState> artifacts;
    private final Optional<Path> job;

    /** @param folder the plan's private folder */
    public PlanVariables(Path folder, Path distribution, JavaHomes javaHomes, Map<String, ArtifactState> artifacts) {
        this(folder, distribution, javaHomes, artifacts, Optional.empty());
    }

    private PlanVariables(
            Path folder,
            Path distribution,
            JavaHomes javaHomes,
            Map<String, ArtifactState> artifacts,
            Optional<Path> job) {
        this.folder = folder;
        this.distribution = distribution;
        this.javaHomes = javaHomes;
        this.artifacts = Map.copyOf(artifacts);
        this.job = job;
    }

    /** The same, with a job's folder for {@code ${job}}. */
    public PlanVariables withJob(Path jobFolder) {
        return new PlanVariables(folder, distribution, javaHomes, artifacts, Optional.of(jobFolder));
    }

    /** The same with more artifacts; one that the plan names too is these'. */
    PlanVariables withArtifacts(Map<String, ArtifactState> more) {
        Map<String, ArtifactState> all = new HashMap<>(artifacts);
        all.putAll(more);
        return new PlanVariables(folder, distribution, javaHomes, all, job);
    }

    /**
     * What is still being fetched of the artifacts that these texts name.
     *
     * @throws PlatformException if one of them cannot be had
     */
    public List<String> coming(List<String> texts) {
        Set<String> names = new TreeSet<>();
        for (String text : texts) {
            Matcher matcher = VARIABLE.matcher(text);
            while (matcher.find()) {
                if (matcher.group(1).equals("artifact") && matcher.group(2) != null) {
                    names.add(matcher.group(2));
                }
            }
        }
        return names.stream().filter(name -> state(name).path().isEmpty()).toList();
    }

    /**
     * The text with its variables filled, once: what is filled in is not looked at again.
     *
     * @throws PlatformException UNAVAILABLE if an artifact it names is not there yet; INVALID if it never will be, if
     *     there is no such artifact or no such Java
     */
    public String fill(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = value(matcher.group(1), Optional.ofNullable(matcher.group(2))).orElse(matcher.group());
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }

    public List<String> fill(List<String> texts) {
        return texts.stream().map(this::fill).toList();
    }

    public Map<String, String> fill(Map<String, String> texts) {
        Map<String, String> filled = new LinkedHashMap<>();
        texts.forEach((name, text) -> filled.put(name, fill(text)));
        return filled;
    }

    /** Empty if it is no variable of ours after all. */
    private Optional<String> value(String variable, Optional<String> argument) {
        return switch (variable) {
            case "artifact" -> argument.map(this::artifact);
            case "dir" -> Optional.of(argument.map(this::folder).orElse(folder).toString());
            case "java" -> argument.map(range -> javaHomes.find(range).toString());
            case "dollar" -> argument.isPresent() ? Optional.empty() : Optional.of("$");
            case "distribution" -> argument.isPresent() ? Optional.empty() : Optional.of(distribution.toString());
            default -> argument.isPresent() ? Optional.empty() : job.map(Path::toString);
        };
    }

    private String artifact(String name) {
        return state(name).path()
                .orElseThrow(() -> new PlatformException(Kind.UNAVAILABLE, "artifact '" + name + "' is being fetched"))
                .toString();
    }

    /** Of one that is there or comes; the failure of one that does not is thrown. */
    private ArtifactState state(String name) {
        ArtifactState state = artifacts.get(name);
        if (state == null) {
            throw new PlatformException(Kind.INVALID, "the plan names the artifact '" + name + "' but does not have it");
        }
        state.failure().ifPresent(failure -> {
            throw failure;
        });
        return state;
    }

    private Path folder(String name) {
        Path inner = folder.resolve(name).normalize();
        if (!inner.startsWith(folder)) {
            throw new PlatformException(Kind.INVALID, "${dir:" + name + "} does not stay in the plan's folder");
        }
        try {
            return AtomicFiles.makeFolder(inner);
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot make " + inner + ": " + e.getMessage(), e);
        }
    }
}
