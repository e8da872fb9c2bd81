/** Services are kept running: started, checked, started again after a delay, stopped in order, found again after us. */
package io.cloudtik.node.service;
