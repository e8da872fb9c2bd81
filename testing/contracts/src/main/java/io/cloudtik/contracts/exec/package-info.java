/** What every command executor must do, one that runs processes in a folder, and one that records. */
package io.cloudtik.contracts.exec;
