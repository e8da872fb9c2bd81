package io.cloudtik.provider.local.host;

import io.cloudtik.provider.local.folder.AddressBlock;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The addresses of a block that no node of ours has. One is claimed by binding it; those that others hold are skipped.
 * The search begins behind the address given out last: whoever remembers a node that is gone does not meet another in
 * its place.
 */
final class FreeAddresses {

    private static final int SSH_PORT = 2222;
    private static final int ANY_PORT = 0;

    private final AddressBlock block;
    private final Set<String> used;
    private final String last;

    /** @param last empty if none was given out */
    FreeAddresses(AddressBlock block, Set<String> used, String last) {
        this.block = block;
        this.used = used;
        this.last = last;
    }

    /** Starts a server at a place. */
    @FunctionalInterface
    interface Binding {
        NodeServer bind(String address, int port) throws IOException;
    }

    NodeServer claim(Binding binding) throws IOException {
        for (int port : block.isShared() ? List.of(ANY_PORT) : List.of(SSH_PORT, ANY_PORT)) {
            for (String address : candidates()) {
                try {
                    return binding.bind(address, port);
                } catch (BindException taken) {
                    continue;
                }
            }
        }
        throw HostRefusal.noFreeAddress(block.toString());
    }

    List<String> candidates() {
        List<String> addresses = new ArrayList<>(block.addresses());
        Collections.rotate(addresses, -(addresses.indexOf(last) + 1));
        if (!block.isShared()) {
            addresses.removeAll(used);
        }
        return addresses;
    }
}
