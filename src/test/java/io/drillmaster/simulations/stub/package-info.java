/** A one-process cluster that speaks just enough of the protocol to load the load generator. */
@NullMarked
package io.drillmaster.simulations.stub;

import org.jspecify.annotations.NullMarked;
