/**
 * The only package that sees Gatling's internals: actions, protocol, statistics, launch. Depends on
 * crew and time.
 */
@NullMarked
package io.drillmaster.simulations.gatling;

import org.jspecify.annotations.NullMarked;
