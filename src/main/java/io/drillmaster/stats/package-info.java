/** Pure numbers: survival curves, quantiles, histograms. Depends on nothing. */
@NullMarked
package io.drillmaster.stats;

import org.jspecify.annotations.NullMarked;
