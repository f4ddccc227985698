package io.drillmaster.twin.media;

import io.drillmaster.twin.role.MediaCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a media node knows, without I/O: the highest life it has heard of for each session, and how
 * many endpoints it made. A command of a lower life is refused: its owner has been replaced and may
 * not know yet (checks.md 6).
 */
public final class MediaEngine {

  /** Sessions remembered after their end; the oldest are forgotten beyond it. */
  private static final int LIVES_MAX = 200_000;

  private final String advertised;
  private final int port;
  private final Map<String, Long> lives =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > LIVES_MAX;
        }
      };
  private long endpoints;

  /** An engine that advertises this address and port in its candidates. */
  public MediaEngine(String advertised, int port) {
    this.advertised = advertised;
    this.port = port;
  }

  /** Executes a command and gives what to tell the master, in order. */
  public List<MediaMessage> execute(long ask, MediaCommand command) {
    long highest = lives.getOrDefault(command.sessionId(), Long.MIN_VALUE);
    if (command.life() < highest) {
      return List.of(
          new MediaMessage.Refused(
              ask,
              "session %s is at life %d; a command of life %d is too late"
                  .formatted(command.sessionId(), highest, command.life())));
    }
    lives.put(command.sessionId(), command.life());
    if (command instanceof MediaCommand.Offer offer) {
      endpoints++;
      return described(ask, command, Sdp.answer(offer.sdpOffer(), endpoints));
    }
    if (command instanceof MediaCommand.PrepareOffer) {
      endpoints++;
      return described(ask, command, Sdp.offer(endpoints));
    }
    if (command instanceof MediaCommand.Answer) {
      return List.of(new MediaMessage.Answered(ask, ""));
    }
    return List.of();
  }

  private List<MediaMessage> described(long ask, MediaCommand command, String sdp) {
    return List.of(
        new MediaMessage.Answered(ask, sdp),
        new MediaMessage.Candidate(
            command.sessionId(),
            command.life(),
            command.endpoint(),
            "candidate:1 1 UDP 2122252543 %s %d typ host".formatted(advertised, port),
            Sdp.firstMid(sdp),
            0));
  }
}
