package io.cloudtik.executor.ssh;

import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.contracts.exec.LoggedInContract;
import io.cloudtik.contracts.ssh.SshMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;

/** A node behind Apache MINA, the server of the local provider. */
record MinaNode(Path folder, SshExecutorFactory factory, SshMachine machine) implements LoggedInContract.Node {

    static MinaNode in(Path folder) throws IOException, GeneralSecurityException {
        SshExecutorFactory factory = new SshExecutorFactory();
        return new MinaNode(folder, factory, new SshMachine(folder, factory, folder.resolve("id")).started());
    }

    @Override
    public Path home() {
        return machine.home();
    }

    @Override
    public CommandExecutor connect() {
        return factory.connect(
                machine.access(), folder.resolve("id"), folder.resolve("known_hosts"), Duration.ofMinutes(1));
    }

    @Override
    public void close() throws IOException {
        machine.close();
    }
}
