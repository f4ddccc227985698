"use strict";
// Every session and connection call of the unmodified openvidu-node-client, on a cluster where the
// session "live" has one member that publishes. Says what became of each, as lines of JSON.
const { OpenVidu, OpenViduRole } = require("openvidu-node-client");

const say = (what, value) => console.log(JSON.stringify({ what, value }));

/** The message of a rejection; the client makes it of the HTTP status. */
const refusal = (promise) => promise.then(() => "accepted", (error) => error.message);

(async () => {
  const openvidu = new OpenVidu(process.env.OPENVIDU_URL, process.env.OPENVIDU_SECRET);
  openvidu.enableProdMode();

  const own = await openvidu.createSession();
  say("generated id", /^ses_\w{10}$/.test(own.sessionId));
  const named = await openvidu.createSession({ customSessionId: "node" });
  say("named", named.sessionId);
  const again = await openvidu.createSession({ customSessionId: "node" });
  say("again", again.sessionId);

  const connection = await named.createConnection({
    role: OpenViduRole.MODERATOR,
    data: "back end",
    kurentoOptions: { videoMaxRecvBandwidth: 500 },
  });
  const { type } = connection.connectionProperties;
  say("connection", [connection.status, connection.role, connection.serverData, type]);
  say("token", connection.token.includes("?sessionId=node&token=tok_"));
  say("old token", (await named.generateToken()).includes("?sessionId=node&token=tok_"));
  say("update", await refusal(named.updateConnection(connection.connectionId, { record: false })));
  say("pending", [await named.fetch(), named.connections.length, named.activeConnections.length]);
  await named.forceDisconnect(connection);
  say("disconnected", [await named.fetch(), named.connections.length]);
  say("unknown", await refusal(named.forceDisconnect(connection.connectionId)));

  say("changed", await openvidu.fetch());
  say("unchanged", await openvidu.fetch());
  const live = openvidu.activeSessions.find((session) => session.sessionId === "live");
  const [member] = live.activeConnections;
  say("member", [member.role, member.clientData, member.publishers.length]);
  await live.forceUnpublish(member.publishers[0]);
  say("unpublished", [await live.fetch(), live.activeConnections[0].publishers.length]);
  await live.forceDisconnect(member);
  say("gone", await refusal(live.fetch()));

  say("recording", await refusal(openvidu.startRecording("node")));
  await named.close();
  say("closed twice", await refusal(named.close()));
  say("joined nowhere", await refusal(named.createConnection()));
})().catch((error) => {
  say("failed", error.stack);
  process.exitCode = 1;
});
