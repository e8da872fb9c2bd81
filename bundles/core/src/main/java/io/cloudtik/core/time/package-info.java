/** Time, threads and chance as parameters: the interfaces through which core meets them. */
package io.cloudtik.core.time;
