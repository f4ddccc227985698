package io.drillmaster.twin.role;

import io.drillmaster.twin.store.StoreAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a master. Numbers of sockets, accepted pipes, requests are the host's
 * and never used twice in a process; numbers of asks, dialled pipes and calls are the role's.
 */
public sealed interface MasterInput {

  /** The process is up: register with the store. */
  record Started() implements MasterInput {}

  /** Time has reached {@link MasterRole#deadlineNanos()}. Too early is harmless. */
  record Tick() implements MasterInput {}

  /** SIGTERM. */
  record StopAsked() implements MasterInput {}

  /** Take no new sessions. */
  record DrainAsked() implements MasterInput {}

  /** The store answered an {@link MasterOutput.AskStore}. */
  record StoreAnswered(long ask, StoreAnswer answer) implements MasterInput {}

  /** The store did not answer in time, or is unreachable; the command may have taken effect. */
  record StoreFailed(long ask, String why) implements MasterInput {}

  /**
   * A client's upgrade was accepted (the host accepts every upgrade of {@code /openvidu}).
   *
   * @param sessionId query parameter, empty when absent
   * @param reconnect whether the query says {@code reconnect=true}
   * @param ip X-Real-IP, else the peer's address
   */
  record ClientOpened(long socket, String sessionId, boolean reconnect, String ip)
      implements MasterInput {}

  /** A text frame from a client. */
  record ClientText(long socket, String text) implements MasterInput {}

  /** A client's socket ended; code 1006 without a close frame. */
  record ClientClosed(long socket, int code, String reason) implements MasterInput {}

  /** A dialled pipe is open: the owner accepted it. */
  record PipeOpened(long pipe) implements MasterInput {}

  /** A frame from the owner through a dialled pipe, for the client. */
  record PipeText(long pipe, String text) implements MasterInput {}

  /** The owner closed a dialled pipe with a close frame: to be relayed to the client. */
  record PipeClosed(long pipe, int code, String reason) implements MasterInput {}

  /** A dialled pipe broke or could not be opened (refused, wrong boot, no answer in time). */
  record PipeCut(long pipe) implements MasterInput {}

  /**
   * A peer entry dialled a pipe to this owner; answered by {@link MasterOutput.AcceptEntry} or
   * {@link MasterOutput.RefuseEntry}.
   *
   * @param incarnation the owner the peer wanted
   */
  record EntryOpened(long pipe, String incarnation, String ip) implements MasterInput {}

  /** A client's frame through an accepted pipe. */
  record EntryText(long pipe, String text) implements MasterInput {}

  /**
   * The entry ended an accepted pipe.
   *
   * @param closeFrame whether the client sent a close frame
   */
  record EntryClosed(long pipe, boolean closeFrame, String reason) implements MasterInput {}

  /** A REST call through the balancer. */
  record RestAsked(long request, RestRequest call) implements MasterInput {}

  /**
   * A REST call that a peer entry proxied to this owner.
   *
   * @param incarnation the owner the peer wanted
   */
  record PeerRestAsked(long request, String incarnation, RestRequest call) implements MasterInput {}

  /** The answer to a {@link MasterOutput.ProxyRest}. */
  record ProxyAnswered(long call, RestAnswer answer) implements MasterInput {}

  /**
   * A proxied call got no answer.
   *
   * @param timedOut whether the peer was silent (504) rather than gone (502)
   */
  record ProxyFailed(long call, boolean timedOut) implements MasterInput {}

  /**
   * A media node of the registry is connected.
   *
   * @param processId differs when the media server behind the id is a new process
   */
  record MediaUp(String mediaNode, String processId) implements MasterInput {}

  /** The connection to a media node is lost; the host keeps trying every 500 ms. */
  record MediaDown(String mediaNode) implements MasterInput {}

  /** An answer to an {@link MasterOutput.AskMedia} that expects one. */
  record MediaAnswered(long ask, String sdp) implements MasterInput {}

  /** A media command failed: unreachable, or refused because its life is over. */
  record MediaFailed(long ask, String why) implements MasterInput {}

  /** A trickled candidate of a media node for a client. */
  record MediaCandidate(
      String sessionId,
      long life,
      String endpoint,
      String candidate,
      @Nullable String sdpMid,
      int sdpMLineIndex)
      implements MasterInput {}
}
