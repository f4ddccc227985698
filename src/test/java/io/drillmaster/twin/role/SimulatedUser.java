package io.drillmaster.twin.role;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A client in the explorer's world: has its session rebuilt, joins, proves itself by signals to
 * itself, resumes, and sometimes goes on on a socket that was told of a crash.
 */
final class SimulatedUser implements SimulatedCluster.ClientEnd {

  private static final long PROVE_EVERY = Duration.ofMillis(200).toNanos();
  private static final long PATIENCE = Duration.ofMillis(400).toNanos();
  private static final long PATIENCE_JOINED = Duration.ofSeconds(10).toNanos();
  private static final long VISIT = Duration.ofMillis(500).toNanos();
  private static final long PAUSE = Duration.ofMillis(60).toNanos();

  private enum State {
    REBUILDING,
    JOINING,
    JOINED,
    RESUMING,
    STOIC,
    GONE
  }

  private final SimulatedCluster cluster;
  private final ServedLives served;
  private final String name;
  private final String sessionId;
  private final boolean isVisitor;
  private final Random random;
  private final Map<String, Long> asked = new HashMap<>();
  private State state = State.REBUILDING;
  private @Nullable SimulatedMaster lastEntry;
  private boolean isEntryGood;
  private long socket;
  private long stateSinceNanos;
  private long joinAskedNanos;
  private long lastProofNanos;
  private long life;
  private int attempt;
  private int proofs;
  private String connectionId = "";
  private String rpcId = "";

  /**
   * Makes a user; one whose name begins with {@code visitor} leaves and joins anew all the time, so
   * that a life has a fresh witness soon after it opened.
   */
  SimulatedUser(SimulatedCluster cluster, ServedLives served, String name, String sessionId) {
    this.cluster = cluster;
    this.served = served;
    this.name = name;
    this.sessionId = sessionId;
    this.isVisitor = name.startsWith("visitor");
    this.random = cluster.random;
  }

  void start() {
    tick();
    rebuild();
  }

  private void become(State next) {
    state = next;
    stateSinceNanos = cluster.nowNanos();
    attempt++;
  }

  /** Looks after itself: proofs while joined, patience otherwise. */
  private void tick() {
    if (state == State.GONE) {
      return;
    }
    long now = cluster.nowNanos();
    boolean isLate = now - stateSinceNanos > (state == State.STOIC ? PATIENCE_JOINED : PATIENCE);
    if (isVisitor && state == State.JOINED && now - stateSinceNanos > VISIT) {
      leaveSocket();
      rebuild();
    }
    if (state == State.JOINED || state == State.STOIC) {
      if (state == State.STOIC && isLate) {
        leaveSocket();
        become(State.GONE);
        return;
      }
      prove();
      if (state == State.JOINED
          && now - Math.max(lastProofNanos, stateSinceNanos) > PATIENCE_JOINED) {
        leaveSocket();
        resume();
      }
    } else if (isLate) {
      leaveSocket();
      if (state == State.RESUMING) {
        resume();
      } else {
        rebuild();
      }
    }
    cluster.after(PROVE_EVERY, this::tick);
  }

  private void prove() {
    String data = name + ":" + proofs++;
    asked.put(data, cluster.nowNanos());
    String message =
        RpcCodec.write(Fields.of("to", List.of(connectionId), "data", data, "type", "signal:p"));
    send("sendMessage", 9, "message", message);
  }

  private void send(String method, int id, @Nullable Object... params) {
    cluster.clientSends(
        socket,
        RpcCodec.write(
            Fields.of("jsonrpc", "2.0", "method", method, "params", Fields.of(params), "id", id)));
  }

  private void leaveSocket() {
    cluster.clientCloses(socket, random.nextBoolean() ? 1006 : 4102, "");
  }

  private @Nullable SimulatedMaster anyMaster() {
    List<SimulatedMaster> alive =
        cluster.masters.values().stream()
            .filter(m -> m.isAlive && !m.incarnation.isEmpty())
            .toList();
    return alive.isEmpty() ? null : alive.get(random.nextInt(alive.size()));
  }

  /** A balancer is random, but an entry that just answered is the better bet. */
  private @Nullable SimulatedMaster sameOrAnyMaster() {
    SimulatedMaster same = lastEntry;
    lastEntry = isEntryGood && same != null && same.isAlive ? same : anyMaster();
    isEntryGood = false;
    return lastEntry;
  }

  // --- rebuilding by REST

  private void rebuild() {
    become(State.REBUILDING);
    post("/sessions", "{\"customSessionId\":\"" + sessionId + "\"}", this::sessionAnswered);
  }

  private void post(String path, String body, java.util.function.Consumer<RestAnswer> then) {
    int asking = attempt;
    SimulatedMaster entry = sameOrAnyMaster();
    if (entry == null) {
      later(asking, this::rebuild);
      return;
    }
    RestRequest request =
        new RestRequest("POST", "/openvidu/api" + path, "", "application/json", body);
    cluster.rest(
        entry,
        request,
        answer -> {
          if (asking == attempt) {
            then.accept(answer);
          }
        });
  }

  private void later(int asking, Runnable action) {
    cluster.after(
        PAUSE,
        () -> {
          if (asking == attempt) {
            action.run();
          }
        });
  }

  private void sessionAnswered(RestAnswer answer) {
    if (answer.status() == 200 || answer.status() == 409) {
      isEntryGood = true;
      post("/sessions/" + sessionId + "/connection", "{}", this::connectionAnswered);
    } else {
      later(attempt, this::rebuild);
    }
  }

  private void connectionAnswered(RestAnswer answer) {
    Map<String, @Nullable Object> json =
        answer.status() == 200 ? RpcCodec.object(answer.body()) : null;
    isEntryGood = json != null && random.nextBoolean();
    SimulatedMaster entry = sameOrAnyMaster();
    if (json == null || entry == null) {
      later(attempt, this::rebuild);
      return;
    }
    become(State.JOINING);
    asked.clear();
    joinAskedNanos = cluster.nowNanos();
    open(entry, false);
    send(
        "joinRoom",
        1,
        "token",
        json.get("token"),
        "session",
        sessionId,
        "metadata",
        "",
        "secret",
        "");
  }

  private void open(SimulatedMaster entry, boolean again) {
    int asking = attempt;
    SimulatedUser self = this;
    socket =
        cluster.connect(
            entry,
            sessionId,
            again,
            new SimulatedCluster.ClientEnd() {
              @Override
              public void text(String frame) {
                if (asking == attempt || state == State.STOIC || state == State.JOINED) {
                  self.text(frame);
                }
              }

              @Override
              public void closed(int code, String reason) {
                self.closed(code, reason);
              }
            });
  }

  // --- what it hears

  @Override
  public void text(String frame) {
    Map<String, @Nullable Object> json = RpcCodec.object(frame);
    if (json == null) {
      return;
    }
    if (json.get("method") instanceof String method) {
      notified(method, json);
    } else if (state == State.JOINING && Integer.valueOf(1).equals(json.get("id"))) {
      joined(json);
    } else if (state == State.RESUMING && Integer.valueOf(2).equals(json.get("id"))) {
      if (json.get("result") != null) {
        become(State.JOINED);
      } else {
        leaveSocket();
        rebuild();
      }
    }
  }

  private void joined(Map<String, @Nullable Object> json) {
    if (!(json.get("result") instanceof Map<?, ?> result)) {
      leaveSocket();
      later(attempt, this::rebuild);
      return;
    }
    connectionId = String.valueOf(result.get("id"));
    rpcId = String.valueOf(result.get("sessionId"));
    life = Bench.numberAt(result, "life");
    served.proof(sessionId, life, joinAskedNanos, cluster.nowNanos(), name);
    become(State.JOINED);
  }

  private void notified(String method, Map<String, @Nullable Object> json) {
    if (method.equals("sendMessage") && json.get("params") instanceof Map<?, ?> params) {
      String data = String.valueOf(params.get("data"));
      Long invoke = asked.remove(data);
      if (invoke != null) {
        lastProofNanos = cluster.nowNanos();
        served.proof(sessionId, life, invoke, lastProofNanos, name);
      }
    } else if (method.equals("masterNodeCrashedNotification")) {
      crashed();
    }
  }

  /** Some ignore the notice and go on proving, while somebody else takes their place. */
  private void crashed() {
    if (state == State.STOIC) {
      return;
    }
    if (state == State.JOINED && random.nextInt(3) == 0) {
      become(State.STOIC);
      new SimulatedUser(cluster, served, name + "'", sessionId).start();
    } else {
      leaveSocket();
      rebuild();
    }
  }

  @Override
  public void closed(int code, String reason) {
    if (state == State.JOINED || state == State.RESUMING) {
      resume();
    } else if (state == State.STOIC) {
      become(State.GONE);
    } else if (state == State.JOINING) {
      later(attempt, this::rebuild);
    }
  }

  private void resume() {
    become(State.RESUMING);
    SimulatedMaster entry = anyMaster();
    if (entry == null) {
      later(attempt, this::resume);
      return;
    }
    open(entry, true);
    send("connect", 2, "sessionId", rpcId, "reconnect", true);
  }
}
