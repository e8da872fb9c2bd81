/** From a bare machine to one that runs a container, over SSH, in steps that can be asked again. */
package io.cloudtik.core.bootstrap;
