/** Where a container under test is installed. */
package io.cloudtik.contracts.installation;
