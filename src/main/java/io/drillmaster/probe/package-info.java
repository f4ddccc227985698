/**
 * An independent client stack that watches the steady state: REST probes, canaries, webhook
 * receiver. Depends on run.port, chronicle, openvidu, history, drill, process and time.
 */
@NullMarked
package io.drillmaster.probe;

import org.jspecify.annotations.NullMarked;
