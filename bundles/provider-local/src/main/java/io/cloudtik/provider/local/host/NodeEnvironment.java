package io.cloudtik.provider.local.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a command finds when it starts in a node: the node's home, the marker by which its processes are known, and
 * nothing of the host's own environment.
 *
 * @param additions what was ordered beyond the usual
 */
record NodeEnvironment(String nodeId, Path home, Map<String, String> additions) {

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
        variables.put("PATH", java + "/bin:" + SYSTEM_PATH);
        variables.putAll(additions);
        variables.put(NodeProcesses.MARKER, nodeId);
        return variables;
    }
}
