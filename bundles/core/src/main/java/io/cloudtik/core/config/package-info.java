/** From the text of a YAML file to a specification, with every problem at its place. */
package io.cloudtik.core.config;
