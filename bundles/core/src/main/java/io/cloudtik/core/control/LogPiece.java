package io.cloudtik.core.control;

/**
 * A piece of a log.
 *
 * @param text base64
 * @param next the offset of what follows it
 */
public record LogPiece(String text, long next) {}
