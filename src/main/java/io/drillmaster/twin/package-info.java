/**
 * The embedded cluster: balancer, masters, media nodes, store and scaling groups in real
 * processes.\n * Depends on openvidu, process and time.
 */
@NullMarked
package io.drillmaster.twin;

import org.jspecify.annotations.NullMarked;
