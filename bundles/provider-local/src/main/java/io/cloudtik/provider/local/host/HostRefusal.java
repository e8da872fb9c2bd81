package io.cloudtik.provider.local.host;

/** A request the host does not carry out, with the reason and the HTTP status that tells its sort. */
final class HostRefusal extends RuntimeException {

    private final int status;

    private HostRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    static HostRefusal invalid(String message) {
        return new HostRefusal(HostControl.INVALID, message);
    }

    static HostRefusal noSuchWorkspace(String workspace) {
        return new HostRefusal(HostControl.NOT_FOUND, "workspace '" + workspace + "' does not exist");
    }

    static HostRefusal noFreeAddress(String block) {
        return new HostRefusal(HostControl.NO_CAPACITY, "no address of the block " + block + " is free");
    }

    static HostRefusal ending() {
        return new HostRefusal(HostControl.ENDING, "this host process ends");
    }

    int status() {
        return status;
    }
}
