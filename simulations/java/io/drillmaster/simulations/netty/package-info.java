/**
 * Sockets: WebSocket and HTTP clients on raw Netty, each on one event loop, none of which blocks.
 * Knows the wire, not the protocol above it. Depends on openvidu (what an end of a socket is) and
 * time.
 */
@NullMarked
package io.drillmaster.simulations.netty;

import org.jspecify.annotations.NullMarked;
