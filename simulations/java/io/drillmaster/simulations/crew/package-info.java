/**
 * The participants of one worker: seats, the hosts that run each participant on its event loop,
 * their application back ends, and the observations they make. Depends on netty, chronicle,
 * openvidu, history, drill and time.
 */
@NullMarked
package io.drillmaster.simulations.crew;

import org.jspecify.annotations.NullMarked;
