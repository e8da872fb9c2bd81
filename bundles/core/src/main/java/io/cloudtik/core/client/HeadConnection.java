package io.cloudtik.core.client;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.Tunnel;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.Failure;
import io.cloudtik.core.control.JobOutput;
import io.cloudtik.core.control.JobReadiness;
import io.cloudtik.core.control.JobSubmission;
import io.cloudtik.core.control.Preview;
import io.cloudtik.core.control.Readiness;
import io.cloudtik.core.control.Wish;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client's connection to a head: SSH, and the control API through it. One thread at a time. */
final class HeadConnection implements AutoCloseable {

    private static final Duration READ_TIME = Duration.ofSeconds(30);

    private record Jobs(List<JobStatus> jobs) {}

    private final CommandExecutor executor;
    private final Tunnel tunnel;
    private final Secret token;
    private final RecordCodec codec;

    /** @param address where the control API listens, as seen from the head */
    HeadConnection(CommandExecutor executor, String address, Secret token, RecordCodec codec) {
        this.executor = executor;
        this.token = token;
        this.codec = codec;
        this.tunnel = executor.forward(address, ControlPlane.CONTROL_PORT);
    }

    CommandExecutor executor() {
        return executor;
    }

    /** Whether the cluster controller works; fails with UNAVAILABLE if nobody answers. */
    Readiness readiness() {
        return codec.decode(call("GET", ControlPlane.PING, ""), Readiness.class);
    }

    ClusterStatus status() {
        return codec.decode(call("GET", ControlPlane.STATUS, ""), ClusterStatus.class);
    }

    void become(Wish wish) {
        call("POST", ControlPlane.SPEC, codec.encode(wish));
    }

    /**
     * What the head would do if it were told this wish; nothing is changed.
     *
     * @param files digest of the user's files that would come with it
     */
    List<PlannedAction> preview(Wish wish, String files) {
        return codec.decode(call("POST", ControlPlane.PREVIEW + "?files=" + files, codec.encode(wish)), Preview.class)
                .actions();
    }

    NodeId kill(Optional<NodeId> node) {
        String query = node.map(id -> "?node=" + id).orElse("");
        return new NodeId(String.valueOf(codec.decode(call("POST", ControlPlane.KILL + query, ""), Map.class).get("node")));
    }

    /** No more launches from now on. */
    void stop() {
        call("POST", ControlPlane.STOP, "");
    }

    JobStatus submit(JobSubmission submission) {
        return codec.decode(call("POST", ControlPlane.JOBS, codec.encode(submission)), JobStatus.class);
    }

    /** What the job needs that is not there; the head begins to get what it can. */
    JobReadiness check(JobSubmission submission) {
        return codec.decode(call("POST", ControlPlane.JOB_CHECK, codec.encode(submission)), JobReadiness.class);
    }

    List<JobStatus> jobs() {
        return codec.decode(call("GET", ControlPlane.JOBS, ""), Jobs.class).jobs();
    }

    JobOutput output(String job, long stdout, long stderr) {
        String query = "?id=" + job + "&stdout=" + stdout + "&stderr=" + stderr;
        return codec.decode(call("GET", ControlPlane.JOB_OUTPUT + query, ""), JobOutput.class);
    }

    /** Asks for a record; parameters are given as {@link #query} writes them. */
    <T> T get(String pathAndQuery, Class<T> type) {
        return codec.decode(call("GET", pathAndQuery, ""), type);
    }

    /** Asks for something to be done. */
    <T> T post(String pathAndQuery, Object body, Class<T> type) {
        return codec.decode(call("POST", pathAndQuery, codec.encode(body)), type);
    }

    /** A parameter with its value in the form in which it stands in a path. */
    static String query(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private String call(String method, String path, String body) {
        HttpURLConnection connection = null;
        try {
            connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + tunnel.localPort() + path).toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setConnectTimeout((int) READ_TIME.toMillis());
            connection.setReadTimeout((int) READ_TIME.toMillis());
            connection.setRequestProperty("Authorization", "Bearer " + token.reveal());
            if (method.equals("POST")) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                connection.setDoOutput(true);
                // Else Java sends a request again whose answer was lost, and another worker might be ended.
                connection.setFixedLengthStreamingMode(bytes.length);
                connection.getOutputStream().write(bytes);
            }
            int status = connection.getResponseCode();
            InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            String text = answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            if (status >= 400) {
                throw codec.decode(text, Failure.class).toException();
            }
            return text;
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "the head's control API does not answer: " + e.getMessage(), e)
                    .withRemedy("cloudtik start <cluster.yaml> brings it back");
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    @Override
    public void close() {
        tunnel.close();
        executor.close();
    }
}
