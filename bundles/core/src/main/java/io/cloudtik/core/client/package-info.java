/** What people ask for, from their own machine. */
package io.cloudtik.core.client;
