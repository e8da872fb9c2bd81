/** What every command executor must do, and an executor that records. */
package io.cloudtik.contracts.exec;
