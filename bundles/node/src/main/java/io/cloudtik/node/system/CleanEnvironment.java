package io.cloudtik.node.system;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The environment a started process gets before its own variables: the little that every program needs, nothing by chance. */
public final class CleanEnvironment {

    private static final Set<String> KEPT = Set.of("PATH", "HOME", "LANG", "USER", "LOGNAME", "TMPDIR", "JAVA_HOME");
    private static final String OURS = "CLOUDTIK_";

    private CleanEnvironment() {}

    /** @param container the environment of this container */
    public static Map<String, String> of(Map<String, String> container) {
        Map<String, String> clean = new TreeMap<>();
        container.forEach((name, value) -> {
            if (KEPT.contains(name) || name.startsWith(OURS) && !name.equals(DetachedLauncher.START_VARIABLE)) {
                clean.put(name, value);
            }
        });
        clean.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
        clean.putIfAbsent("LANG", "C.UTF-8");
        clean.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        return clean;
    }
}
