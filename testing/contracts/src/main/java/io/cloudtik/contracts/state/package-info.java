/** What every state store must do, and a store in memory. */
package io.cloudtik.contracts.state;
