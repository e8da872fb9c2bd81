package io.cloudtik.provider.local;

import io.cloudtik.api.problem.Finding;
import io.cloudtik.provider.local.cgroup.NodeGroups;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What local nodes need of this machine. */
final class LocalChecks {

    private static final String ADDRESS = "127.77.0.2";
    private static final int SSH_PORT = 2222;

    List<Finding> findings() {
        return List.of(addresses(), tool("setsid", "services of nodes end with the terminal they were started from", "util-linux"),
                terminals(), limits());
    }

    private static Finding addresses() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            return Finding.ok("addresses", "nodes have loopback addresses of their own, such as " + ADDRESS + ":" + SSH_PORT
                    + " (tried with port " + any.getLocalPort() + ")");
        } catch (IOException e) {
            return Finding.warn("addresses", "only 127.0.0.1 can be bound here (" + e.getMessage()
                    + "), so nodes share it and differ in their ports", "");
        }
    }

    private static Finding tool(String name, String without, String packageName) {
        return isInstalled(name)
                ? Finding.ok(name, "is there")
                : Finding.warn(name, "is not there: " + without, "install the package " + packageName);
    }

    private static Finding terminals() {
        return isInstalled("script") || isInstalled("python3")
                ? Finding.ok("terminals", "attach gives real ones")
                : Finding.warn("terminals", "neither script nor python3 is there: attach has lines without editing",
                        "install the package bsdutils, or util-linux");
    }

    private static Finding limits() {
        String shortfall = NodeGroups.trial();
        return shortfall.isEmpty()
                ? Finding.ok("limits", "nodes are held to their resources by control groups")
                : Finding.warn("limits", "nodes are told their resources and not held to them: " + shortfall,
                        "to enforce them, run as root, or where systemd delegates groups to you: "
                                + "systemd-run --user --scope cloudtik start <cluster.yaml>");
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
