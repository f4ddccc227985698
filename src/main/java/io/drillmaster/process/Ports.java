package io.drillmaster.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Listening ports of this machine. */
public final class Ports {
  private Ports() {}

  /** Whether nobody listens there and we may. */
  public static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * A port of that address that was free a moment ago.
   *
   * @throws IllegalStateException when the address is not one of this machine's
   */
  public static int free(String address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, 0));
      return socket.getLocalPort();
    } catch (IOException cause) {
      throw new IllegalStateException(
          "no free port on " + address + ": " + cause.getMessage(), cause);
    }
  }
}
