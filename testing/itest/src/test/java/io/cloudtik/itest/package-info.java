/** What is tested: the distribution as it was built, and what a machine must have to test all of it. */
package io.cloudtik.itest;
