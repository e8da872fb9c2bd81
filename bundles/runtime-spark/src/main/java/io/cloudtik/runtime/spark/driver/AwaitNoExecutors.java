package io.cloudtik.runtime.spark.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a worker that was told to go has no executors left. They end once they have finished their tasks and given
 * their blocks to others. Arguments: the address of the worker's description, and how many seconds to wait at most.
 */
public final class AwaitNoExecutors {

    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(REQUEST).build();
    private final URI worker;
    private final Duration longest;
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

    /** The node shows the last line to people. */
    private void say(String line) {
        if (!line.equals(said)) {
            said = line;
            System.out.println(line);
        }
    }
}
