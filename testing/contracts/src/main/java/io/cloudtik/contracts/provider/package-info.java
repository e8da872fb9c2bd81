/** What every provider must do, and a provider in memory. */
package io.cloudtik.contracts.provider;
