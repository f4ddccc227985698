/**
 * The OpenVidu 2.32 protocol from the client's side: messages, the participant and the application
 * back end as state machines without I/O. Depends on drill and time.
 */
@NullMarked
package io.drillmaster.openvidu;

import org.jspecify.annotations.NullMarked;
