package io.cloudtik.core.stage;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeCommands;
import io.cloudtik.api.model.node.NodeTypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a user wants done on the nodes of one type. The stages up to START are one chain: a step runs again if it changed,
 * or anything before it did, the user's environment and files included, as the layers of an image are built again.
 *
 * @param environment the user's own variables
 * @param files hash of the files that nodes get from the client
 * @param synced hash of the files that workers get from the head besides; a change copies them and runs nothing again
 */
public record NodeStages(NodeCommands commands, Map<String, String> environment, String files, String synced) {

    public NodeStages {
        environment = Map.copyOf(environment);
    }

    public static NodeStages of(ClusterSpec spec, NodeTypeName type, String files, String synced) {
        return new NodeStages(spec.nodeType(type).commands(), spec.environment(type), files, synced);
    }

    /** The commands of a stage, each with its key. */
    public List<Step> steps(Stage stage) {
        return steps(stage, before(stage));
    }

    /** By which it is known whether the start commands ran; empty if there are none. */
    public String startKey() {
        List<Step> steps = steps(Stage.START);
        return steps.isEmpty() ? "" : steps.get(steps.size() - 1).key();
    }

    /** What a node is known by that was set up so; the start commands, which run later, are no part of it. */
    public SetUpMark mark() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("environment", environmentHash());
        parts.put("initialization", own(Stage.INITIALIZATION));
        parts.put("files", Hashes.of(files));
        parts.put("synced", Hashes.of(synced));
        parts.put("setup", own(Stage.SETUP));
        parts.put("bootstrap", own(Stage.BOOTSTRAP));
        return SetUpMark.of(parts);
    }

    /**
     * What a change brings about on a node that was set up otherwise, in words.
     *
     * @param changed parts of the mark
     */
    public String whatRunsAgain(List<String> changed) {
        String what = "changed: " + String.join(", ", changed);
        if (changed.equals(List.of("synced"))) {
            return what + "; its files are copied, nothing runs again";
        }
        int first = changed.contains("environment") || changed.contains("initialization") ? 0
                : changed.contains("files") || changed.contains("setup") ? 1 : 2;
        List<String> again = Stream.of(Stage.INITIALIZATION, Stage.SETUP, Stage.BOOTSTRAP, Stage.START)
                .skip(first)
                .filter(stage -> !isEmpty(stage))
                .map(Stage::text)
                .toList();
        return again.isEmpty() ? what : what + "; from the change on, these commands run again: " + String.join(", ", again);
    }

    public Goal goal() {
        return new Goal(mark(), startKey());
    }

    public boolean isEmpty(Stage stage) {
        return texts(stage).isEmpty();
    }

    private String before(Stage stage) {
        return switch (stage) {
            case INITIALIZATION, STOP -> environmentHash();
            case SETUP -> Hashes.of(end(Stage.INITIALIZATION), files);
            case BOOTSTRAP -> end(Stage.SETUP);
            case START -> end(Stage.BOOTSTRAP);
        };
    }

    private String end(Stage stage) {
        String before = before(stage);
        List<Step> steps = steps(stage, before);
        return steps.isEmpty() ? before : steps.get(steps.size() - 1).key();
    }

    private List<Step> steps(Stage stage, String before) {
        List<Step> steps = new ArrayList<>();
        String chain = before;
        for (String command : texts(stage)) {
            chain = stage.text() + "-" + Hashes.of(chain, command);
            steps.add(new Step(stage, steps.size() + 1, texts(stage).size(), command, chain));
        }
        return steps;
    }

    private List<String> texts(Stage stage) {
        return switch (stage) {
            case INITIALIZATION -> commands.initialization();
            case SETUP -> commands.setup();
            case BOOTSTRAP -> commands.bootstrap();
            case START -> commands.start();
            case STOP -> commands.stop();
        };
    }

    private String own(Stage stage) {
        return Hashes.of(texts(stage).toArray(String[]::new));
    }

    private String environmentHash() {
        return Hashes.of(new TreeMap<>(environment).toString());
    }

    /** Without the values of the environment, which may be secret. */
    @Override
    public String toString() {
        return "NodeStages[" + commands + ", environment=" + environment.keySet() + ", files=" + files + ", synced=" + synced + "]";
    }
}
