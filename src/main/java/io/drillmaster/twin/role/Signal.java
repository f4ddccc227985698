package io.drillmaster.twin.role;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signal to members of a session.
 *
 * @param from null for a signal by REST
 * @param recipients connection ids it goes to
 */
record Signal(
    @Nullable String from, List<String> recipients, @Nullable String type, @Nullable String data) {

  Signal {
    recipients = List.copyOf(recipients);
  }

  /** The notification: absent parts are left out. */
  String frame() {
    Map<String, @Nullable Object> params = Fields.of();
    if (data != null) {
      params.put("data", data);
    }
    if (type != null) {
      params.put("type", type);
    }
    if (from != null) {
      params.put("from", from);
    }
    return RpcCodec.notification("sendMessage", params);
  }
}
