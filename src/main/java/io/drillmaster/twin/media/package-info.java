/**
 * The twin's media node: answers and makes SDP and trickles candidates that carry its own
 * advertised address, for masters that are connected to it. No media flows. Depends on twin.role
 * (the commands) and twin.wire.
 */
@NullMarked
package io.drillmaster.twin.media;

import org.jspecify.annotations.NullMarked;
