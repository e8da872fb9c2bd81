package io.cloudtik.examples.flights;

/**
 * How late the flights that arrived in a state were.
 *
 * @param averageDelay in minutes; early flights count as negative
 */
record StateDelay(String state, long flights, double averageDelay) {}
