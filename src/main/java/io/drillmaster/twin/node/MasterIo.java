package io.drillmaster.twin.node;

import io.drillmaster.twin.role.MasterInput;

/** What the parts of a master's host use of it, all on the event loop. */
interface MasterIo {

  /** Feeds the role, now or right after the input that is being handled. */
  void feed(MasterInput input);

  /** A number that this process never used before, for sockets, accepted pipes and requests. */
  long nextNumber();

  /** Whether the role is registered and may act now. */
  boolean isServing();
}
