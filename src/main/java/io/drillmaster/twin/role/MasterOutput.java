package io.drillmaster.twin.role;

import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.store.StoreCommand;

/** Something a master's host must do, in the order given. */
public sealed interface MasterOutput {

  /**
   * An output that a client, peer or media node can see. The host asks {@link
   * MasterRole#isValid(long)} with the current time right before each of them and halts instead
   * when it is not.
   */
  sealed interface Fenced extends MasterOutput {}

  /** Run a store command; come back with StoreAnswered or StoreFailed. */
  record AskStore(long ask, StoreCommand<?> command) implements MasterOutput {}

  /** This incarnation is registered: start listening, print READY. */
  record Ready(String incarnation) implements MasterOutput {}

  /** Reset all sockets and end the process at once. The supervisor decides about a new boot. */
  record Halt(String why) implements MasterOutput {}

  /** A text frame to a client. */
  record SendToClient(long socket, String text) implements Fenced {}

  /** Close a client's socket with a close frame. */
  record CloseClient(long socket, int code, String reason) implements Fenced {}

  /** Reset a client's socket: no close frame. */
  record ResetClient(long socket) implements MasterOutput {}

  /**
   * Dial a pipe to an owner; come back with PipeOpened or, after at most one second, PipeCut.
   *
   * @param address host:port of the owner
   * @param incarnation passed along; the owner refuses another
   */
  record DialPipe(long pipe, String address, String incarnation, String ip)
      implements MasterOutput {}

  /** A client's frame into a dialled pipe. */
  record SendIntoPipe(long pipe, String text) implements Fenced {}

  /**
   * End a dialled pipe.
   *
   * @param closeFrame whether to end it with a close frame, or to cut it
   * @param reason always empty unless a bug is switched on
   */
  record EndPipe(long pipe, boolean closeFrame, String reason) implements MasterOutput {}

  /** Accept a pipe from a peer entry. */
  record AcceptEntry(long pipe) implements Fenced {}

  /**
   * Refuse a pipe from a peer entry (not this incarnation), or cut an accepted one: no close frame.
   */
  record RefuseEntry(long pipe) implements MasterOutput {}

  /** A frame for a client through an accepted pipe. */
  record SendToEntry(long pipe, String text) implements Fenced {}

  /** Close an accepted pipe with a close frame that the entry relays to the client. */
  record CloseEntry(long pipe, int code, String reason) implements Fenced {}

  /** Answer a REST call (of a client or of a peer). */
  record AnswerRest(long request, RestAnswer answer) implements Fenced {}

  /** Send a REST call to the owner of an incarnation; come back with ProxyAnswered or Failed. */
  record ProxyRest(long call, String address, String incarnation, RestRequest request)
      implements MasterOutput {}

  /** Hold a connection to this media node: MediaUp, MediaDown. Idempotent. */
  record ConnectMedia(StoreAnswer.MediaNode mediaNode) implements MasterOutput {}

  /** Drop the connection to this media node for good. */
  record DisconnectMedia(String mediaNode) implements MasterOutput {}

  /** Send a media command; commands that expect an SDP come back with MediaAnswered or Failed. */
  record AskMedia(long ask, String mediaNode, MediaCommand command) implements Fenced {}

  /**
   * Deliver a webhook, if the cluster is configured to send this event.
   *
   * @param event its name, for example {@code sessionCreated}
   * @param json the whole body
   */
  record Webhook(String event, String json) implements MasterOutput {}
}
