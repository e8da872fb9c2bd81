/** What is handed to somebody who is to find out what is wrong: an archive of texts with nothing secret in them. */
package io.cloudtik.core.dump;
