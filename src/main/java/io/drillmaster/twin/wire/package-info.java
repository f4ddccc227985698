/**
 * HTTP and WebSockets for the twin's masters and media nodes, on one Netty event loop: a small
 * server, a keep-alive client, and links that tell how they ended (with a close frame, or cut).
 * Knows nothing about OpenVidu. Depends on time only.
 */
@NullMarked
package io.drillmaster.twin.wire;

import org.jspecify.annotations.NullMarked;
