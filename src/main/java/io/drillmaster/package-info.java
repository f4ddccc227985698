/** Drillmaster: drills OpenVidu HA clusters under load and judges what happened from a history. */
@NullMarked
package io.drillmaster;

import org.jspecify.annotations.NullMarked;
