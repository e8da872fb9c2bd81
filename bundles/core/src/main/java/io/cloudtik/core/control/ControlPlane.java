package io.cloudtik.core.control;

import java.util.List;

/** The fixed points of the control API and of a head: ports and files that both sides must agree on. */
public final class ControlPlane {

    /** Where the head's control API listens, on the head's own loopback or node address. */
    public static final int CONTROL_PORT = 6788;
    /** As in the original: the port of the head's primary Redis. */
    public static final int STATE_PRIMARY_PORT = 6789;
    public static final List<Integer> STATE_SHARD_PORTS = List.of(6790);

    /** Paths relative to a container's home. */
    public static final String IDENTITY_FILE = "node/identity.json";
    public static final String STATE_FILE = "node/state.properties";
    public static final String SYSTEM_PLAN_FILE = "node/system-plan.json";
    public static final String CLUSTER_FILE = "cluster/cluster.json";
    /** What the references in {@link #CLUSTER_FILE} stand for. */
    public static final String SECRETS_FILE = "cluster/secrets.json";
    public static final String TOKEN_FILE = "cluster/control.token";
    /** With which a head logs in to its workers; made by the client, so that a head that replaces another has the same. */
    public static final String HEAD_KEY_FILE = "cluster/keys/head";
    public static final String CLIENT_KEY_FILE = "cluster/client.pub";
    public static final String JOBS_FOLDER = "jobs";

    public static final String PING = "/v1/ping";
    public static final String STATUS = "/v1/status";
    public static final String SPEC = "/v1/spec";
    public static final String PREVIEW = "/v1/preview";
    public static final String KILL = "/v1/kill";
    public static final String STOP = "/v1/stop";
    public static final String JOBS = "/v1/jobs";
    public static final String JOB = "/v1/job";
    public static final String JOB_CHECK = "/v1/job-check";
    public static final String JOB_OUTPUT = "/v1/job-output";
    public static final String JOB_CANCEL = "/v1/job-cancel";
    public static final String EVENTS = "/v1/events";
    public static final String CONTROLLER_LOG = "/v1/controller-log";
    public static final String HEALTH = "/v1/health";
    public static final String DEBUG = "/v1/debug";
    public static final String EXPLAIN = "/v1/explain";
    public static final String EXPLAIN_NODE = "/v1/explain-node";
    public static final String EXPLAIN_DECISION = "/v1/explain-decision";
    public static final String SCALE = "/v1/scale";
    public static final String RUNTIME_WISH = "/v1/runtime-wish";

    private ControlPlane() {}
}
