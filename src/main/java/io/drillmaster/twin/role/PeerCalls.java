package io.drillmaster.twin.role;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** REST calls under way to other masters. */
final class PeerCalls {

  private final RoleContext context;
  private final Map<Long, Consumer<RestAnswer>> waiting = new HashMap<>();

  PeerCalls(RoleContext context) {
    this.context = context;
  }

  /** Sends a call; the answer is the peer's, or 502 or 504. */
  void call(String address, String incarnation, RestRequest request, Consumer<RestAnswer> answer) {
    long number = context.number();
    waiting.put(number, answer);
    context.emit(new MasterOutput.ProxyRest(number, address, incarnation, request));
  }

  void answered(long number, RestAnswer answer) {
    Consumer<RestAnswer> caller = waiting.remove(number);
    if (caller != null) {
      caller.accept(answer);
    }
  }

  void failed(long number, boolean timedOut) {
    answered(number, RestAnswer.empty(timedOut ? 504 : 502));
  }
}
