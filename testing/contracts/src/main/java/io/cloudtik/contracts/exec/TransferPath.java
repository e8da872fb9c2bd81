package io.cloudtik.contracts.exec;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.util.List;

/** The rule for paths of transfers: relative to the home, and never out of it. */
final class TransferPath {

    private TransferPath() {}

    static String check(String path) {
        List<String> names = List.of(path.split("/", -1));
        if (path.startsWith("~") || names.stream().anyMatch(name -> List.of("", ".", "..").contains(name))) {
            throw new PlatformException(Kind.INVALID, "'" + path + "' is no path below the home of the login user");
        }
        return path;
    }
}
