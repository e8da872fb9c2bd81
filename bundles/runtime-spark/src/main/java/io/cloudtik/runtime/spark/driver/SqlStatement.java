package io.cloudtik.runtime.spark.driver;

/**
 * One statement of an SQL file.
 *
 * @param line on which it begins, counted from 1
 */
record SqlStatement(int line, String text) {}
