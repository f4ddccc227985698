package io.drillmaster.simulations.netty;

import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;

/**
 * Who hears of a {@link ClientSocket}, on its event loop: of one of {@code upgraded}, {@code
 * refused} and {@code failed}; after {@code upgraded} of frames and at last of {@code ended};
 * nothing more after the listener has closed or dropped the socket itself. Never called from within
 * a call of the listener's own.
 */
public interface SocketListener {

  /** Answered by 101. */
  void upgraded(ClientSocket socket, SocketFacts facts, long at);

  /** Answered by another status; {@code detail} says who answered, as far as the answer tells. */
  void refused(ClientSocket socket, int status, String detail, long at);

  /** Not answered. */
  void failed(ClientSocket socket, String why, long at);

  /** A whole text message arrived. */
  void frame(ClientSocket socket, String text, long at);

  /** The other side or the network ended it. */
  void ended(ClientSocket socket, SocketEnd end, long at);
}
