package io.cloudtik.provider.local.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a command finds when it starts in a node: the node's home, the marker by which its processes are known, and
 * nothing of the host's own environment.
 *
 * @param name the node's, for people
 * @param additions what was ordered beyond the usual
 */
record NodeEnvironment(String nodeId, String name, Path home, Map<String, String> additions) {

    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    String user() {
        return System.getProperty("user.name");
    }

    Map<String, String> variables() {
        String java = System.getProperty("java.home");
        Map<String, String> variables = new TreeMap<>();
        variables.put("HOME", home.toString());
        variables.put("USER", user());
        variables.put("LOGNAME", user());
        variables.put("SHELL", "/bin/sh");
        variables.put("LANG", "C.UTF-8");
        variables.put("JAVA_HOME", java);
        variables.put("PATH", java + "/bin:" + SYSTEM_PATH + ":" + home.resolve(".local/bin")); // As profiles of distributions have it.
        variables.putAll(additions);
        variables.put(NodeProcesses.MARKER, nodeId);
        return variables;
    }

    /** The folders of PATH. */
    List<Path> path() {
        return Arrays.stream(variables().get("PATH").split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .toList();
    }

    /**
     * The shell for a person. It tells by its prompt on which of the nodes of this machine it is, unless the node's own
     * .bashrc says otherwise: the system's would name the machine.
     */
    List<String> shell() {
        Optional<Path> bash = Pseudoterminal.find(path(), "bash");
        if (bash.isEmpty()) {
            return List.of("/usr/bin/env", "PS1=" + name + "$ ", "/bin/sh", "-i");
        }
        return Files.exists(home.resolve(".bashrc"))
                ? List.of(bash.get().toString(), "-i")
                : List.of("/usr/bin/env", "PS1=" + name + ":\\w\\$ ", bash.get().toString(), "--norc", "-i");
    }
}
