package io.cloudtik.api.spi.runtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node gets, as data that travels: a node controller applies it and asks nothing.
 *
 * <p>Texts (commands, environment values, contents of text files) may hold these variables, which only the node can fill:
 * <ul>
 *   <li>{@code ${artifact:NAME}} the folder (Maven artifact) or file (download) of an artifact of this plan;
 *   <li>{@code ${dir}} the plan's private folder on the node, in which the planned files are; {@code ${dir:logs}} and the
 *       like a folder in it that is made if missing and survives a change of plan;
 *   <li>{@code ${java:17-21}} the home of a Java of one of these feature versions; the node fails the service, saying so,
 *       if it has none;
 *   <li>{@code ${distribution}} the unpacked distribution;
 *   <li>{@code ${dollar}} a dollar sign, for texts of users that look like one of these: {@link #literal}.
 * </ul>
 * Any other {@code ${...}} is left as it is, so that shells and log4j keep theirs.
 *
 * @param mavenArtifacts folders of jars
 * @param downloads single files
 * @param files configuration, written before the services start; a service is restarted if one it names changed
 * @param services what runs, in the order of {@link PlannedService#after()}
 * @param environment for jobs and for people who log in
 * @param scrapes where the services tell their metrics
 * @param draining whether the node is to end and its services give their work away before
 * @param stopped the names of services that somebody stopped by hand
 */
public record NodePlan(
        List<MavenArtifact> mavenArtifacts,
        List<Download> downloads,
        List<PlannedFile> files,
        List<PlannedService> services,
        Map<String, String> environment,
        List<ScrapeEndpoint> scrapes,
        boolean draining,
        List<String> stopped) {

    public static final NodePlan EMPTY = new NodePlan(List.of(), List.of(), List.of(), List.of(), Map.of());

    private static final Pattern DOLLAR_OF_A_VARIABLE = Pattern.compile("\\$(?=\\{(?:artifact|dir|java|distribution|dollar)[:}])");

    public NodePlan {
        mavenArtifacts = List.copyOf(mavenArtifacts);
        downloads = List.copyOf(downloads);
        files = List.copyOf(files);
        services = List.copyOf(services);
        environment = Map.copyOf(environment);
        scrapes = List.copyOf(scrapes);
        stopped = List.copyOf(stopped);
    }

    /** Of a node that stays. */
    public NodePlan(
            List<MavenArtifact> mavenArtifacts,
            List<Download> downloads,
            List<PlannedFile> files,
            List<PlannedService> services,
            Map<String, String> environment,
            List<ScrapeEndpoint> scrapes) {
        this(mavenArtifacts, downloads, files, services, environment, scrapes, false, List.of());
    }

    /** One that tells no metrics. */
    public NodePlan(
            List<MavenArtifact> mavenArtifacts,
            List<Download> downloads,
            List<PlannedFile> files,
            List<PlannedService> services,
            Map<String, String> environment) {
        this(mavenArtifacts, downloads, files, services, environment, List.of());
    }

    /** Both plans as one; the other's environment wins. */
    public NodePlan and(NodePlan other) {
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.putAll(other.environment);
        return new NodePlan(
                join(mavenArtifacts, other.mavenArtifacts),
                join(downloads, other.downloads),
                join(files, other.files),
                join(services, other.services),
                variables,
                join(scrapes, other.scrapes),
                draining || other.draining,
                join(stopped, other.stopped));
    }

    /** The same with more variables for jobs, people and every service; where a runtime names one too, its own stays. */
    public NodePlan withEnvironmentBeneath(Map<String, String> more) {
        Map<String, String> variables = new LinkedHashMap<>(more);
        variables.putAll(environment);
        List<PlannedService> reaching = services.stream().map(service -> service.withEnvironmentBeneath(more)).toList();
        return new NodePlan(mavenArtifacts, downloads, files, reaching, variables, scrapes, draining, stopped);
    }

    /** The same with other services, of which some are not to run although the plan has them. */
    public NodePlan withServices(List<PlannedService> others, List<String> notToRun) {
        return new NodePlan(mavenArtifacts, downloads, files, others, environment, scrapes, draining, notToRun);
    }

    /** The same for a node that is to end. Its services stay as they are, and none that ends is started again. */
    public NodePlan withDraining() {
        return new NodePlan(mavenArtifacts, downloads, files, services, environment, scrapes, true, stopped);
    }

    /**
     * The text of a plan that arrives as this one, which is a user's: what looks like a variable in it is none. Only
     * {@code ${job}} stays, which users write themselves.
     */
    public static String literal(String text) {
        return DOLLAR_OF_A_VARIABLE.matcher(text).replaceAll(Matcher.quoteReplacement("${dollar}"));
    }

    /** The hash by which head and nodes speak of a plan: of the text in which it is stored, 32 hex digits. */
    public static String hashOf(String encodedPlan) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encodedPlan.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
