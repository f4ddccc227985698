/**
 * What a participant observes, put into events of the history: for the load and for the canaries
 * alike, which must not see each other. Pure. Depends on openvidu and history.
 */
@NullMarked
package io.drillmaster.chronicle;

import org.jspecify.annotations.NullMarked;
