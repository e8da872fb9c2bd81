/** The workspaces of a simulated cloud: resources and small values in memory, behind the same faulty API. */
package io.cloudtik.provider.simulated.workspace;
