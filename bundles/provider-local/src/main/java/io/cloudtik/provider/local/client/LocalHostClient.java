package io.cloudtik.provider.local.client;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.provider.local.client.HostConnection.Answer;
import io.cloudtik.provider.local.folder.ExclusiveLock;
import io.cloudtik.provider.local.folder.LocalRoot;
import io.cloudtik.provider.local.folder.NodeOrder;
import io.cloudtik.provider.local.folder.NodeRecord;
import io.cloudtik.provider.local.folder.NodeRecords;
import io.cloudtik.provider.local.folder.PropertiesText;
import io.cloudtik.provider.local.host.HostControl;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the host process of a root, and starts it where there is none. All that can be asked may be repeated, so a host
 * that goes while it is asked is only asked again, or its successor is.
 */
public final class LocalHostClient {

    private static final Logger LOG = LoggerFactory.getLogger(LocalHostClient.class);

    private static final int ATTEMPTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final LocalRoot root;
    private final HostStarter starter;
    private final HostSuccession succession = new HostSuccession();

    public LocalHostClient(LocalRoot root, HostProgram program) {
        this.root = root;
        this.starter = new HostStarter(root, program);
    }

    /**
     * Launches a node. For one that is gone, the memory on disk answers: no host is started to say the same.
     *
     * @throws PlatformException UNKNOWN if the node may have come to be
     */
    public NodeRecord launch(NodeOrder order) {
        return fromDisk(records -> records.findBuried(NodeRecord.idOf(order.token())))
                .orElseGet(() -> NodeRecord.parse(
                        ask(HostControl.LAUNCH, PropertiesText.format(order.toProperties()), Kind.UNKNOWN)));
    }

    /** The nodes of the host; without any there needs to be no host. */
    public List<NodeRecord> list() {
        return hasNoNodes() ? List.of() : nodes(ask(HostControl.LIST, "", Kind.UNAVAILABLE));
    }

    /** Ends nodes. With the last one the host process goes too, which is waited for: nothing stays behind. */
    public void terminate(Set<String> ids) {
        if (!hasNoNodes() && nodes(ask(HostControl.TERMINATE, String.join("\n", ids), Kind.UNAVAILABLE)).isEmpty()) {
            awaitEnd();
        }
    }

    /** What happened to the host process since this was last asked. */
    public List<String> takeNotices() {
        return succession.take();
    }

    private boolean hasNoNodes() {
        return fromDisk(NodeRecords::all).isEmpty();
    }

    private interface Reading<T> {
        T from(NodeRecords records) throws IOException;
    }

    private <T> T fromDisk(Reading<T> reading) {
        try {
            return reading.from(new NodeRecords(root));
        } catch (IOException failure) {
            throw new PlatformException(Kind.INTERNAL, "cannot read the nodes in '" + root.nodes() + "': " + failure, failure);
        }
    }

    private String ask(String path, String body, Kind kindOfSilence) {
        IOException silence = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            HostConnection host = starter.findOrStart();
            succession.met(host.address());
            try {
                Answer answer = host.request(path, body);
                if (answer.status() != HostControl.ENDING) {
                    return bodyOf(answer);
                }
                awaitEnd();
            } catch (IOException failure) {
                LOG.debug("{} of {} failed", path, host, failure);
                silence = failure;
            }
        }
        throw new PlatformException(kindOfSilence, "the local host process of '" + root.folder() + "' does not answer"
                + (silence == null ? "" : ": " + silence.getMessage()), silence)
                .withRemedy("see '" + root.logs().resolve("host.log") + "'");
    }

    private static String bodyOf(Answer answer) {
        return switch (answer.status()) {
            case HostControl.OK -> answer.body();
            case HostControl.INVALID -> throw new PlatformException(Kind.INVALID, answer.body());
            case HostControl.NOT_FOUND -> throw new PlatformException(Kind.NOT_FOUND, answer.body());
            case HostControl.NO_CAPACITY -> throw new PlatformException(Kind.CAPACITY, answer.body());
            default -> throw new PlatformException(Kind.INTERNAL, "the local host process failed: " + answer.body());
        };
    }

    private static List<NodeRecord> nodes(String body) {
        return Arrays.stream(body.split("\n\n"))
                .filter(text -> !text.isBlank())
                .map(NodeRecord::parse)
                .toList();
    }

    /** The host holds its lock to the very end of its life. */
    private void awaitEnd() {
        try {
            ExclusiveLock.acquire(root.hostLock(), PATIENCE).close();
        } catch (TimeoutException stillThere) {
            LOG.warn("the local host process of {} takes long to end", root.folder());
        } catch (IOException failure) {
            throw new PlatformException(Kind.INTERNAL, "cannot wait for the end of the local host process: " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "interrupted while the local host process ends", interrupted);
        }
    }
}
