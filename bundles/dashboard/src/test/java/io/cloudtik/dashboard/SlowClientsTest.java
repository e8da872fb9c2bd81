package io.cloudtik.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.contracts.time.Eventually;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page stays there for others, however slow some are. */
class SlowClientsTest {

    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int SMALL_BUFFER = 4096;
    /** Their status is more than the buffers of a connection hold. */
    private static final int MANY = 20_000;

    private final List<Socket> clients = new ArrayList<>();
    private final HttpClient browser = HttpClient.newHttpClient();

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void cutsOffWhoSendsHisRequestByteByByte() throws Exception {
        try (OpenPage page = new OpenPage(DemoCluster.busy(Instant.now()), LONGEST)) {
            for (int i = 0; i < ServingThreads.THREADS; i++) {
                connect(page, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ");
            }

            clients.forEach(SlowClientsTest::awaitCutOff);

            assertThat(status(page)).isEqualTo(200);
        }
    }

    @Test
    void cutsOffWhoNeverReadsHisAnswer() throws Exception {
        try (OpenPage page = new OpenPage(DemoCluster.large(Instant.now(), MANY), LONGEST)) {
            String session = browser.send(HttpRequest.newBuilder(page.entrance()).build(), BodyHandlers.discarding())
                    .headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
            for (int i = 0; i < ServingThreads.THREADS; i++) {
                connect(page, "GET /data HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + session + "\r\n\r\n");
            }

            clients.forEach(SlowClientsTest::awaitCutOff);

            assertThat(status(page)).isEqualTo(200);
        }
    }

    @Test
    void refusesMoreThanItCanServeSoon() {
        CountDownLatch busy = new CountDownLatch(1);
        try (ServingThreads threads = new ServingThreads(Duration.ofMinutes(5))) {
            assertThatThrownBy(() -> {
                for (int i = 0; i < 1000; i++) {
                    threads.execute(() -> awaitQuietly(busy));
                }
            }).isInstanceOf(RejectedExecutionException.class);
        } finally {
            busy.countDown();
        }
    }

    @Test
    void cutsOffOnlyWhoWasTooSlow() {
        List<Boolean> interrupted = new ArrayList<>();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch served = new CountDownLatch(ServingThreads.THREADS);
        try (ServingThreads threads = new ServingThreads(LONGEST)) {
            for (int i = 0; i < ServingThreads.THREADS; i++) {
                threads.execute(() -> awaitQuietly(never));
            }
            for (int i = 0; i < ServingThreads.THREADS; i++) {
                threads.execute(() -> {
                    synchronized (interrupted) {
                        interrupted.add(Thread.currentThread().isInterrupted());
                    }
                    served.countDown();
                });
            }

            Eventually.await("the others are served", LONGEST, () -> served.getCount() == 0);
        }
        assertThat(interrupted).hasSize(ServingThreads.THREADS).containsOnly(false);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect(OpenPage page, String request) throws IOException {
        Socket client = new Socket();
        clients.add(client);
        client.setReceiveBufferSize(SMALL_BUFFER);
        client.connect(new InetSocketAddress("127.0.0.1", page.port()));
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a byte now and then, and reads nothing. */
    private static void awaitCutOff(Socket client) {
        Eventually.await("it is cut off", LONGEST, () -> {
            try {
                client.getOutputStream().write('x');
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    private int status(OpenPage page) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page.entrance()).timeout(Duration.ofMinutes(1)).build();
        return browser.send(request, BodyHandlers.discarding()).statusCode();
    }
}
