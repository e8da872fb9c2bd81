package io.cloudtik.runtime.spark.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a worker that was told to go has no executors left. They end once they have finished their tasks and given
 * their blocks to others. One that had just begun when the worker was told, and that its driver did not know yet, has not
 * heard of it, so executors that stay are told once more, each by itself. Arguments: the address of the worker's
 * description, and how many seconds to wait at most.
 */
public final class AwaitNoExecutors {

    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_MILLIS = 500;
    /** The signal would end one that does not listen for it yet. */
    private static final Duration LISTENS_AFTER = Duration.ofSeconds(20);
    private static final String EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend";

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(REQUEST).build();
    private final URI worker;
    private final Duration longest;
    private final Set<Long> told = new HashSet<>();
    private String said = "";

    private AwaitNoExecutors(URI worker, Duration longest) {
        this.worker = worker;
        this.longest = longest;
    }

    public static void main(String[] arguments) throws InterruptedException {
        AwaitNoExecutors wait = new AwaitNoExecutors(
                URI.create(arguments[0]), Duration.ofSeconds(Long.parseLong(arguments[1])));
        if (!wait.run()) {
            throw new IllegalStateException("executors are left after " + arguments[1] + " s");
        }
    }

    private boolean run() throws InterruptedException {
        long begin = System.nanoTime();
        CountDownLatch never = new CountDownLatch(1);
        while (System.nanoTime() - begin < longest.toNanos()) {
            if (isEmpty()) {
                return true;
            }
            tellExecutors();
            never.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    private boolean isEmpty() throws InterruptedException {
        try {
            String text = client.send(HttpRequest.newBuilder(worker).timeout(REQUEST).build(), BodyHandlers.ofString()).body();
            JsonNode executors = new ObjectMapper().readTree(text).path("executors");
            say(executors.size() + (executors.size() == 1 ? " executor has" : " executors have") + " tasks or blocks");
            return executors.isArray() && executors.isEmpty();
        } catch (IOException e) {
            say("the worker does not answer: " + e.getMessage());
            return false;
        }
    }

    private void tellExecutors() throws InterruptedException {
        Instant young = Instant.now().minus(LISTENS_AFTER);
        List<Long> executors = ProcessHandle.allProcesses()
                .filter(process -> process.info().startInstant().filter(young::isAfter).isPresent())
                .filter(this::isExecutor)
                .map(ProcessHandle::pid)
                .filter(pid -> !told.contains(pid))
                .toList();
        for (long pid : executors) {
            told.add(pid);
            try {
                new ProcessBuilder("/bin/sh", "-c", "kill -s PWR " + pid).inheritIO().start().waitFor();
            } catch (IOException e) {
                say("cannot signal process " + pid + ": " + e.getMessage());
            }
        }
    }

    /** Of this worker: other nodes may be on the same machine. */
    private boolean isExecutor(ProcessHandle process) {
        try {
            String command = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
            return command.contains(EXECUTOR) && command.contains("Worker@" + worker.getHost() + ":");
        } catch (IOException e) {
            return false; // It ended, or is another user's.
        }
    }

    /** The node shows the last line to people. */
    private void say(String line) {
        if (!line.equals(said)) {
            said = line;
            System.out.println(line);
        }
    }
}
