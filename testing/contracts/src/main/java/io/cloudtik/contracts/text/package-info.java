/** Texts that a careless program takes for something else. */
package io.cloudtik.contracts.text;
