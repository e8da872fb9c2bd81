/** What every runtime must do, and a small runtime. */
package io.cloudtik.contracts.runtime;
