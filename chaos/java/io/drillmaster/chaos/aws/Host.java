package io.drillmaster.chaos.aws;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine is called, for whoever looks for it. */
final class Host {
  private Host() {}

  /** "HOST/PID": its name, and the number of this process. */
  static String name() {
    return host() + "/" + ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "unknown";
    }
  }
}
