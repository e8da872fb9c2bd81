/** Looks at the machine a client runs on, and says what is missing and what to do about it. */
package io.cloudtik.core.doctor;
