/** Figures, and how they are told: a table for people and a line of JSON each for machines. */
package io.cloudtik.benchmarks.report;
