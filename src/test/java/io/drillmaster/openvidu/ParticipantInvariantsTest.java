package io.drillmaster.openvidu;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever the world does, in whatever order, some things hold: seeded random worlds, each checked
 * at every command and observation.
 */
class ParticipantInvariantsTest {

  private static final int WORLDS = 500;
  private static final int STEPS = 300;

  @Test
  void holdInRandomWorlds() {
    Map<Participant.State, Integer> visited = new HashMap<>();
    for (long seed = 1; seed <= WORLDS; seed++) {
      World world = new World(seed);
      try {
        world.run(visited);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(visited.keySet()).containsExactlyInAnyOrder(Participant.State.values());
  }

  /** A server, a network and an application without any manners. */
  private static final class World implements Host {

    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)}$");
    private static final Pattern DATA = Pattern.compile("\\\\\"data\\\\\":\\\\\"([^\\\\]*)");

    private enum Socket {
      NONE,
      OPENING,
      OPEN
    }

    private final Random random;
    private final Participant participant;
    private final List<String> unanswered = new ArrayList<>();
    private final Map<Long, OperationKind> openOps = new HashMap<>();
    private final Set<Long> openEpochs = new HashSet<>();
    private final Set<Long> ids = new HashSet<>();
    private final Set<Long> seqs = new HashSet<>();
    private Socket socket = Socket.NONE;
    private boolean asked;
    private boolean inInput;
    private long now = 1_000_000_000L;
    private long lastObservedAt;
    private long wakeAt = Long.MAX_VALUE;
    private long nextId;

    World(long seed) {
      random = new Random(seed);
      ClientPolicy policy =
          new ClientPolicy(
              "random",
              random.nextDouble(),
              random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(4),
              random.nextInt(10) > 0,
              random.nextInt(10) > 0,
              Duration.ofMillis(100),
              Duration.ofSeconds(30));
      participant =
          new Participant(
              new ParticipantPlan("room", "room-p1", true, 5_000_000_000L, 1_000_000_000L),
              new Settings("run1", ProtocolClocks.REAL, policy, () -> ++nextId, seed),
              this);
    }

    void run(Map<Participant.State, Integer> visited) {
      visited.merge(participant.state(), 1, Integer::sum);
      input(() -> participant.start(now));
      for (int step = 0; step < STEPS && !participant.isDone(); step++) {
        step();
        visited.merge(participant.state(), 1, Integer::sum);
      }
      input(() -> participant.drop(now));
      visited.merge(participant.state(), 1, Integer::sum);
      assertThat(openOps).as("operations never completed").isEmpty();
      assertThat(openEpochs).as("sockets never closed").isEmpty();
      assertThat(socket).isEqualTo(Socket.NONE);
    }

    private void step() {
      now += random.nextInt(4) == 0 ? random.nextInt(4_000) * 1_000_000L : 1_000_000L;
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> {
          wakeAt = Long.MAX_VALUE;
          input(() -> participant.wake(now));
        }
        case 3, 4, 5, 6 -> socketDoesSomething();
        case 7, 8, 9 -> receive(anAnswer());
        case 10 -> receive(aNotification());
        default -> {
          if (random.nextInt(60) == 0) {
            input(() -> participant.leave(now));
          } else if (random.nextInt(20) == 0) {
            input(() -> participant.quiet(now));
          }
        }
      }
      if (asked && random.nextBoolean()) {
        asked = false;
        now += 1_000_000L;
        if (random.nextInt(5) == 0) {
          input(() -> participant.noCredentials("none", now));
        } else {
          input(() -> participant.credentials(new Credentials(Stage.TOKEN, "con_me"), now));
        }
      }
    }

    private void socketDoesSomething() {
      if (socket == Socket.OPENING) {
        switch (random.nextInt(3)) {
          case 0 -> {
            socket = Socket.NONE;
            input(() -> participant.upgradeRefused(503, "", now));
          }
          case 1 -> {
            // The upgrade hangs.
          }
          default -> {
            socket = Socket.OPEN;
            input(() -> participant.upgraded(Stage.SOCKET, now));
          }
        }
      } else if (socket == Socket.OPEN && random.nextInt(10) == 0) {
        socket = Socket.NONE;
        input(() -> participant.closed(SocketEnd.RST, now));
      }
    }

    private void receive(String frame) {
      if (socket == Socket.OPEN && !frame.isEmpty()) {
        input(() -> participant.frame(frame, now));
      }
    }

    private String anAnswer() {
      if (unanswered.isEmpty()) {
        return "";
      }
      String request = unanswered.remove(random.nextInt(unanswered.size()));
      Matcher matcher = ID.matcher(request);
      String id = matcher.find() ? matcher.group(1) : "0";
      Matcher data = DATA.matcher(request);
      if (data.find() && random.nextBoolean()) {
        unanswered.add(request.replace("data", "gone"));
        return "{\"method\":\"sendMessage\",\"params\":{\"data\":\""
            + data.group(1)
            + "\",\"type\":\"signal:drill\",\"from\":\"con_me\"}}";
      }
      if (random.nextInt(8) == 0) {
        return "{\"id\":" + id + ",\"error\":{\"code\":40007,\"message\":\"no\"}}";
      }
      String life = random.nextInt(3) == 0 ? "" : "\"life\":" + random.nextInt(2) + ",";
      return "{\"id\":"
          + id
          + ",\"result\":{"
          + life
          + "\"id\":\"con_me\",\"value\":[{\"id\":\"con_a\",\"streams\":[{\"id\":\"str_con_a\"}]}],"
          + "\"sdpAnswer\":\"c=IN IP4 192.0.2.1\",\"sessionId\":\"rpc\"}}";
    }

    private String aNotification() {
      String con = random.nextInt(8) == 0 ? "con_me" : "con_a";
      return switch (random.nextInt(7)) {
        case 0 -> "{\"method\":\"masterNodeCrashedNotification\",\"params\":{}}";
        case 1 -> notice("participantEvicted", con, "networkDisconnect");
        case 2 -> notice("participantEvicted", con, "nodeCrashed");
        case 3 -> notice("participantUnpublished", con, "mediaServerReconnect");
        case 4 -> notice("participantLeft", con, "");
        case 5 ->
            "{\"method\":\"participantPublished\",\"params\":{\"id\":\"con_a\","
                + "\"streams\":[{\"id\":\"str_con_a\"}]}}";
        default -> "garbage";
      };
    }

    private static String notice(String method, String con, String reason) {
      return "{\"method\":\""
          + method
          + "\",\"params\":{\"connectionId\":\""
          + con
          + "\",\"reason\":\""
          + reason
          + "\"}}";
    }

    private void input(Runnable input) {
      assertThat(inInput).isFalse();
      inInput = true;
      input.run();
      inInput = false;
    }

    // ---- what it does must make sense ----

    @Override
    public void connect(String url, boolean reconnect) {
      assertThat(socket).as("connects while a socket is there").isEqualTo(Socket.NONE);
      assertThat(url.endsWith("sessionId=room" + (reconnect ? "&reconnect=true" : ""))).isTrue();
      socket = Socket.OPENING;
      unanswered.clear();
    }

    @Override
    public void send(String frame) {
      assertThat(socket).as("sends " + frame).isEqualTo(Socket.OPEN);
      unanswered.add(frame);
    }

    @Override
    public void close(int code, String reason) {
      assertThat(socket).as("closes").isNotEqualTo(Socket.NONE);
      socket = Socket.NONE;
    }

    @Override
    public void wakeAt(long atNanos) {
      assertThat(atNanos).isLessThan(wakeAt).isGreaterThan(now);
      wakeAt = atNanos;
    }

    @Override
    public void askCredentials(Credentials.Kind kind) {
      assertThat(socket).as("asks with a socket there").isEqualTo(Socket.NONE);
      asked = true;
    }

    @Override
    public void observe(Observation what) {
      assertThat(what.at()).isGreaterThanOrEqualTo(lastObservedAt);
      lastObservedAt = what.at();
      if (what instanceof Observation.Invoked invoked) {
        assertThat(ids.add(invoked.op())).as("id used twice: " + what).isTrue();
        assertThat(invoked.epoch() == 0 || openEpochs.contains(invoked.epoch())).isTrue();
        openOps.put(invoked.op(), invoked.kind());
      } else if (what instanceof Observation.Completed completed) {
        assertThat(openOps.remove(completed.op())).as("" + what).isEqualTo(completed.kind());
      } else if (what instanceof Observation.Opened opened) {
        assertThat(ids.add(opened.epoch())).isTrue();
        openEpochs.add(opened.epoch());
      } else if (what instanceof Observation.Closed closed) {
        assertThat(openEpochs.remove(closed.epoch())).as("" + what).isTrue();
      } else if (what instanceof Observation.Sent sent) {
        assertThat(seqs.add(sent.seq())).as("seq used twice: " + what).isTrue();
        assertThat(openOps).containsKey(sent.op());
        assertThat(sent.intendedAt()).isLessThanOrEqualTo(sent.at());
      } else if (what instanceof Observation.Noticed noticed) {
        assertThat(openEpochs).contains(noticed.epoch());
      } else if (what instanceof Observation.Told told) {
        assertThat(openEpochs).contains(told.epoch());
      }
    }
  }
}
