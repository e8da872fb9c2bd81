/** Job drivers run in sessions of their own, and can be asked about after the container that started them is gone. */
package io.cloudtik.node.job;
