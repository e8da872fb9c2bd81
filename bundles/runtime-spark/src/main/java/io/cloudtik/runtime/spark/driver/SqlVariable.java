package io.cloudtik.runtime.spark.driver;

/**
 * A <code>${name}</code> in an SQL file.
 *
 * @param line on which it stands, counted from 1
 */
record SqlVariable(String name, int line) {}
