/** The model: machines whose life is a function of time, the faults of the cloud's API, capacity, quota and the bill. */
package io.cloudtik.provider.simulated.cloud;
