package io.cloudtik.executor.ssh;

import com.hierynomus.sshj.sftp.RemoteResourceSelector;
import com.hierynomus.sshj.sftp.RemoteResourceSelector.Result;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.schmizz.sshj.sftp.RemoteDirectory;
import net.schmizz.sshj.sftp.RemoteResourceInfo;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPEngine;
import net.schmizz.sshj.sftp.SFTPException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of files whose upload broke off, removed by who uploads next: what this process left, at the next upload to
 * that machine; what others left, at the next upload to the same path, once nobody has written to it for ten minutes. A
 * folder is looked through once in a connection, since each look costs round trips.
 */
final class PartFiles {

    private static final Logger LOG = LoggerFactory.getLogger(PartFiles.class);
    /** Whoever still writes does so more often: a connection that is silent for half a minute is given up. */
    private static final long ABANDONED_SECONDS = 600;
    private static final int MOST_NAMES = 2_000;

    private final Set<String> left;
    private final Map<String, List<String>> abandoned = new ConcurrentHashMap<>();

    /** @param left the parts that this process left on the machine, kept from connection to connection; any thread's */
    PartFiles(Set<String> left) {
        this.left = left;
    }

    /** Removes a part of our own, now or, if there is no way to it any more, later. */
    void discard(SFTPEngine sftp, String part) {
        left.add(part);
        remove(sftp, part);
    }

    /** Leaves a part of our own to the next connection: nothing more can be asked of this one. */
    void leave(String part) {
        left.add(part);
    }

    void removeLeft(SFTPEngine sftp) {
        left.forEach(part -> remove(sftp, part));
    }

    /**
     * Removes what others left of earlier uploads to this path.
     *
     * @param now the server's clock, in seconds
     */
    void removeAbandoned(SFTPEngine sftp, RemotePath path, long now) {
        abandoned.computeIfAbsent(path.folder(), folder -> find(sftp, folder, now)).stream()
                .filter(path::isPart)
                .forEach(part -> remove(sftp, part));
    }

    /** Relative to the home, as paths are. */
    private static List<String> find(SFTPEngine sftp, String folder, long now) {
        AtomicInteger seen = new AtomicInteger();
        RemoteResourceSelector old = resource -> {
            if (seen.incrementAndGet() > MOST_NAMES) {
                return Result.BREAK;
            }
            boolean isOld = RemotePath.looksLikePart(resource.getName())
                    && now - resource.getAttributes().getMtime() > ABANDONED_SECONDS;
            return isOld ? Result.ACCEPT : Result.CONTINUE;
        };
        try (RemoteDirectory directory = sftp.openDir(folder)) {
            return directory.scan(old).stream()
                    .map(RemoteResourceInfo::getName)
                    .map(name -> folder.equals(RemotePath.HOME) ? name : folder + "/" + name)
                    .toList();
        } catch (IOException e) {
            LOG.debug("did not look for parts in {}: {}", folder, e.toString());
            return List.of();
        }
    }

    private void remove(SFTPEngine sftp, String part) {
        try {
            sftp.remove(part);
            left.remove(part);
        } catch (SFTPException e) {
            if (e.getStatusCode() == StatusCode.NO_SUCH_FILE) {
                left.remove(part);
            }
            LOG.debug("{} was not removed: {}", part, e.toString());
        } catch (IOException e) {
            LOG.debug("{} was not removed: {}", part, e.toString());
        }
    }
}
