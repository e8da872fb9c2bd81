/** The shape of the house: everything imports api, nothing imports core. */
package io.cloudtik.itest.star;
