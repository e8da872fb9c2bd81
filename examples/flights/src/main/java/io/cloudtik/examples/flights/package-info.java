/** An example of a Spark job: flights of 2001 and their delays. */
package io.cloudtik.examples.flights;
