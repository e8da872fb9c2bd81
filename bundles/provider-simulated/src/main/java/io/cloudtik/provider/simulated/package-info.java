/** The simulated cloud as a provider: what users may set, and the SPI over the model. */
package io.cloudtik.provider.simulated;
