/** Suites that bring about each fault of each call of an SPI, as a table of which no cell may be empty. */
package io.cloudtik.contracts.fault;
