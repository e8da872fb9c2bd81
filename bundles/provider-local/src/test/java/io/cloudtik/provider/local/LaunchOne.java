package io.cloudtik.provider.local;

import java.nio.file.Path;

/** A client process of its own: launches one node and prints its id. */
final class LaunchOne {

    private LaunchOne() {}

    /** @param arguments the home of the test's cloud, and a public key */
    public static void main(String[] arguments) {
        SshKey key = new SshKey("", arguments[1]);
        System.out.println(new TestCloud(Path.of(arguments[0])).launch("same", key).id());
    }
}
