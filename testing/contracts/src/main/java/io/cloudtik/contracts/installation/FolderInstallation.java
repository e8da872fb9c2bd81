package io.cloudtik.contracts.installation;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import java.nio.file.Path;

/** An installation in folders of a test's choice; none of them has to exist. */
public record FolderInstallation(Role role, Path home, Path distribution) implements Installation {

    /** With the distribution where a node has it. */
    public static FolderInstallation at(Role role, Path home) {
        return new FolderInstallation(role, home, home.resolve("dist"));
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public Path cache() {
        return home.resolve("cache");
    }
}
