package io.drillmaster.twin.role;

import io.drillmaster.twin.role.RoomMethods.Caller;
import java.util.function.Consumer;

/**
 * The owner: hosts lives of sessions and speaks to their clients through links, as the captured
 * server does (protocol file, sections 3 to 6).
 */
final class OwnerRole {

  private static final String CLOSED_BY_CLIENT = "bye";
  private static final int NORMAL_CLOSURE = 1000;

  private final RoleContext context;
  private final Hosting hosting;
  private final RpcSessions rpcSessions;
  private final MediaDesk media;
  private final RoomMethods rooms;
  private final StreamMethods streams;
  private final OwnerRest rest;
  private boolean isFrozen;

  OwnerRole(RoleContext context, Webhooks webhooks, Runnable cutOff) {
    this.context = context;
    this.hosting = new Hosting(context, webhooks, new Departures());
    this.rpcSessions = new RpcSessions(context, hosting);
    this.media = new MediaDesk(context, hosting, webhooks, cutOff);
    this.rooms = new RoomMethods(context, hosting, media, webhooks);
    this.streams = new StreamMethods(context, hosting, media, webhooks);
    this.rest = new OwnerRest(context, hosting, media);
  }

  private final class Departures implements Hosting.Departures {
    @Override
    public void gone(Participant participant, String reason) {
      media.releaseAll(participant, reason);
    }

    @Override
    public void orphaned(RpcSession rpc) {
      rpcSessions.evicted(rpc);
    }

    @Override
    public void over(HostedSession session) {
      media.releaseSession(session);
    }
  }

  void start() {
    hosting.start();
    media.refresh();
  }

  Hosting hosting() {
    return hosting;
  }

  MediaDesk media() {
    return media;
  }

  /** Serves nobody from now on, without a word: only under a bug. */
  void freeze() {
    isFrozen = true;
  }

  /** A frame of a client. */
  void text(Link link, String frame) {
    if (!link.isOpen || isFrozen) {
      return;
    }
    RpcRequest request = RpcCodec.parse(frame);
    if (request == null) {
      return;
    }
    switch (request.method()) {
      case "ping" -> rpcSessions.ping(link, request);
      case "connect" -> rpcSessions.connect(link, request);
      case "sessionStatus" -> rooms.status(link, request);
      case "closeSession" -> closeSession(link, request);
      default -> call(link, request);
    }
  }

  private void closeSession(Link link, RpcRequest request) {
    link.send(RpcCodec.result(request.id(), CLOSED_BY_CLIENT));
    rpcSessions.closed(link, RpcSessions.Ended.CLOSED_WITH_REASON);
    link.close(NORMAL_CLOSURE, "");
  }

  private void call(Link link, RpcRequest request) {
    if (request.shape() == RpcRequest.Shape.OTHER) {
      link.send(RpcCodec.error(request.id(), RpcError.notAnObject()));
      return;
    }
    RpcSession rpc = rpcSessions.of(link, request);
    Caller caller = new Caller(link, rpc, request);
    if (request.method().equals("joinRoom")) {
      rooms.join(caller);
      return;
    }
    Participant p = rpc.participant;
    if (p != null) {
      if (!p.session.isEnding) {
        member(caller, p);
      }
    } else if (!rpc.isEvicted) {
      caller.refuse(RpcError.notJoined(rpc.id, rpc.triedToJoin));
    } else if (request.method().equals("echo")) {
      caller.acknowledge();
    }
  }

  /** A request of a member. Unknown methods get no answer at all. */
  private void member(Caller caller, Participant p) {
    switch (caller.request().method()) {
      case "sendMessage" -> rooms.signal(caller, p);
      case "publishVideo" -> streams.publish(caller, p);
      case "unpublishVideo" -> streams.unpublish(caller, p);
      case "prepareReceiveVideoFrom" -> streams.prepareReceive(caller, p);
      case "receiveVideoFrom" -> streams.receive(caller, p);
      case "unsubscribeFromVideo" -> streams.unsubscribe(caller, p);
      case "onIceCandidate" -> streams.candidate(caller, p);
      case "reconnectStream" -> streams.reconnect(caller, p);
      case "streamPropertyChanged" -> streams.propertyChanged(caller, p);
      case "forceUnpublish" -> streams.forceUnpublish(caller, p);
      case "forceDisconnect" -> rooms.forceDisconnect(caller, p);
      case "leaveRoom" -> rooms.leave(caller, p);
      case "echo", "videoData" -> caller.acknowledge();
      case "applyFilter" ->
          caller.refuse(
              RpcError.handler(
                  401, "Unable to apply filter. The user does not have a valid token"));
      case "subscribeToSpeechToText" ->
          caller.refuse(
              RpcError.session(
                  997, "Speech To Text requires OpenVidu Pro/Enterprise edition", caller.rpc()));
      default -> {}
    }
  }

  /** A client's channel is gone. */
  void closed(Link link, boolean closeFrame, String reason) {
    rpcSessions.closed(link, RpcSessions.Ended.of(closeFrame, reason));
  }

  /** A REST call about a session of this owner; 410 within the cluster means "not (any more)". */
  void rest(RestCall call, Consumer<RestAnswer> answer) {
    if (!isFrozen) {
      rest.handle(call, answer);
    }
  }

  void trickled(MasterInput.MediaCandidate candidate) {
    HostedSession session = hosting.find(candidate.sessionId());
    if (session != null && session.life == candidate.life() && !session.isEnding) {
      streams.trickled(session, candidate);
    }
  }

  /** Reports every session as stopped by SIGTERM. */
  void stop() {
    hosting.stopAll("openviduServerStopped");
  }

  String incarnation() {
    return context.incarnation();
  }
}
