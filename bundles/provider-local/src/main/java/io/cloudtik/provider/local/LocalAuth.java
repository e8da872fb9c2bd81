package io.cloudtik.provider.local;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a cluster's file may say of logging in to nodes of this machine: whose they are, and where they listen, is given. */
final class LocalAuth {

    private static final String USER = "ssh_user";
    private static final String PORT = "ssh_port";

    private LocalAuth() {}

    /** @param owner whose processes the nodes of this machine are */
    static Problems check(ClusterSpec spec, String owner) {
        Settings auth = spec.settings().section("auth");
        Optional<Problem> user = spec.auth().sshUser()
                .filter(wanted -> !wanted.equals(owner))
                .map(wanted -> Problem.error(auth.place(USER), auth.path(USER),
                        USER + " is '" + wanted + "', and nodes on this machine are processes of whoever starts them, which is '"
                                + owner + "'",
                        "leave it out, or write " + owner));
        Optional<Problem> port = spec.auth().sshPort()
                .map(wanted -> Problem.error(auth.place(PORT), auth.path(PORT),
                        PORT + " is " + wanted + ", and each node on this machine gets an address and a port of its own",
                        "leave it out; cloudtik info <cluster.yaml> shows how to log in with plain ssh"));
        List<Problem> problems = Stream.of(user, port).flatMap(Optional::stream).toList();
        return new Problems(problems);
    }
}
