/** What a controller decided, from what, and what came of it: kept in files, told again, and decided again. */
package io.cloudtik.core.journal;
