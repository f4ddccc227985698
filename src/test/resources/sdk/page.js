"use strict";
// One user of the unmodified SDK. What the SDK tells its application is kept in order in `told`, as
// {what, subject, detail}; the test drives the page by calling the functions of `user`.
window.user = (() => {
  const told = [];
  let session, publisher, subscribers;

  const note = (what, subject, detail) =>
    told.push({ what, subject: subject || "", detail: detail || "" });

  const listen = () => {
    session.on("connectionCreated", (e) => note("connectionCreated", e.connection.connectionId));
    session.on("connectionDestroyed", (e) =>
      note("connectionDestroyed", e.connection.connectionId, e.reason));
    session.on("streamCreated", async (e) => {
      note("streamCreated", e.stream.streamId);
      subscribers.push(await session.subscribeAsync(e.stream, undefined));
      note("subscribed", e.stream.streamId);
    });
    session.on("streamDestroyed", (e) => note("streamDestroyed", e.stream.streamId, e.reason));
    session.on("streamPropertyChanged", (e) =>
      note("streamPropertyChanged", e.changedProperty, String(e.newValue)));
    session.on("signal", (e) => note(e.type, e.from ? e.from.connectionId : "", e.data));
    session.on("reconnecting", () => note("reconnecting"));
    session.on("reconnected", () => note("reconnected"));
    session.on("sessionDisconnected", (e) => note("sessionDisconnected", "", e.reason));
    session.on("exception", (e) => note("exception", e.name, e.message));
  };

  return {
    told,

    async join(token, name) {
      const openvidu = new OpenVidu();
      openvidu.enableProdMode();
      session = openvidu.initSession();
      subscribers = [];
      told.length = 0;
      listen();
      await session.connect(token, { clientData: name });
      return session.connection.connectionId;
    },

    async publish() {
      const properties = { resolution: "320x240", frameRate: 5, insertMode: "APPEND" };
      publisher = await session.openvidu.initPublisherAsync(undefined, properties);
      publisher.on("streamDestroyed", (e) => note("ownStreamDestroyed", e.stream.streamId, e.reason));
      await session.publish(publisher);
      return publisher.stream.streamId;
    },

    unpublish: () => session.unpublish(publisher),

    mute: () => publisher.publishVideo(false),

    // To everybody, or to those connections.
    signal: (data, to) =>
      session.signal({ type: "chat", data, to: (to || []).map((connectionId) => ({ connectionId })) }),

    forceUnpublish: (con) => session.forceUnpublish(session.remoteConnections.get(con).stream),

    forceDisconnect: (con) => session.forceDisconnect(session.remoteConnections.get(con)),

    leave: () => session.disconnect(),

    // The states of all peer connections: the published stream's first.
    ice: () =>
      [publisher, ...subscribers]
        .filter((manager) => manager && manager.stream)
        .map((manager) => manager.stream.getRTCPeerConnection().iceConnectionState),
  };
})();
