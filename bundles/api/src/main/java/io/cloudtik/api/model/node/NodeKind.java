package io.cloudtik.api.model.node;

/** Whether a node leads its cluster or works in it. */
public enum NodeKind { HEAD, WORKER }
