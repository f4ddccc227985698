/**
 * The embedded cluster: balancer, masters, media nodes, store and scaling groups in real processes
 * on this machine's loopback. {@link io.drillmaster.twin.Twin} is its face. Depends on openvidu,
 * process and time.
 */
@NullMarked
package io.drillmaster.twin;

import org.jspecify.annotations.NullMarked;
