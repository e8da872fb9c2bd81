/** Time that stands still until a test moves it. */
package io.cloudtik.contracts.time;
