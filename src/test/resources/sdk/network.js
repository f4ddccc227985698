"use strict";
// The network between this browser and the cluster's media nodes. They advertise addresses that
// nobody may dial (192.0.2.k); here these lead to where the nodes really listen, and nowhere else.
(() => {
  const route = new Map(JSON.parse(decodeURIComponent(location.hash.slice(1))));
  const add = RTCPeerConnection.prototype.addIceCandidate;
  RTCPeerConnection.prototype.addIceCandidate = function (candidate) {
    const words = candidate.candidate.split(" ");
    const address = route.get(words[4]);
    if (!address) {
      return Promise.reject(new Error("no route to " + words[4]));
    }
    words[4] = address;
    const { sdpMid, sdpMLineIndex } = candidate;
    return add.call(this, { candidate: words.join(" "), sdpMid, sdpMLineIndex });
  };
})();
