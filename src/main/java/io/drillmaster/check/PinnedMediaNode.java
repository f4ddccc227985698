package io.drillmaster.check;

import io.drillmaster.history.Event;
import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * For every life, all usable observations, by anyone, at any time, name one media node (checks.md
 * 3.1). An observation belongs to the life of its connection, never to a time; where REST ties the
 * connections of one life number to two creations, these are judged apart, so that a life number
 * used twice does not look like a session that moved.
 */
final class PinnedMediaNode implements Checker {

  /** Distinct observations kept per connection or creation; a pinned life has one or two. */
  private static final int MOST_DISTINCT = 16;

  /** More lives of which nothing is known are told by their number only. */
  private static final int MOST_FINDINGS = 10;

  /** With less than this share of lives judged, the check has seen too little. */
  private static final double COVERAGE_MIN = 0.5;

  private static final String REST = "rest";

  /** What somebody was told, once per distinct content. */
  private static final class Observation {
    final String by;
    final String kind;
    final List<String> addresses;
    final long at;
    long count = 1;

    /** When it was listed by the session's name, first and last; null = told by identity. */
    @Nullable Listed first;

    @Nullable Listed last;

    Observation(String by, String kind, List<String> addresses, long at) {
      this.by = by;
      this.kind = kind;
      this.addresses = addresses;
      this.at = at;
    }

    void listed(Listed next) {
      first = first == null ? next : first;
      last = next;
    }
  }

  /** A listing by the session's name, and since when nothing should have changed in it. */
  private record Listed(long since, long at) {}

  /** An observation that names exactly one node. */
  private record Usable(Observation what, String node) {}

  private final Progress progress;
  private final Map<Object, List<Observation>> observations = new HashMap<>();
  private final Suspects suspects = new Suspects();
  private final Unsure unsure;
  private final List<String> findings = new ArrayList<>();
  private long usableCount;
  private int livesJudged;
  private int livesUnmapped;
  private int livesOpen;

  /** Nodes with which an address was seen, beside one that names the node. */
  private final Map<String, Set<String>> nodesSeenWith = new HashMap<>();

  PinnedMediaNode(Progress progress) {
    this.progress = progress;
    this.unsure = new Unsure(progress);
  }

  @Override
  public void accept(Recorded recorded) {
    Event event = recorded.event();
    if (event instanceof MediaEvent.Addresses seen) {
      Con con = progress.cast.con(seen.con());
      if (con != null && !seen.addresses().isEmpty()) {
        observe(con, seen.who(), seen.where().name(), seen.addresses(), seen.at());
      }
    } else if (event instanceof ProbeEvent.SessionsRead read) {
      for (ProbeEvent.SessionView view : read.sessions()) {
        Room room = progress.cast.room(view.session());
        if (room != null && view.mediaNode() != null) {
          Creation creation = room.creation(view.createdAt());
          observe(creation, read.reader(), REST, List.of(view.mediaNode()), read.at());
        }
      }
    } else if (event instanceof ProbeEvent.MediaNodesRead read) {
      listed(read);
    }
  }

  /** It names sessions, not lives: nobody may have joined, so no life begun, for some time. */
  private void listed(ProbeEvent.MediaNodesRead read) {
    if (progress.faults.disturbs(read.at(), progress.clocks.settleAfterSilence)) {
      return;
    }
    for (ProbeEvent.MediaNodeView view : read.nodes()) {
      for (String session : view.sessions()) {
        Room room = progress.cast.room(session);
        Life life = room == null ? null : room.lastLife();
        if (life != null && life.room.settledAt(read.invokedAt())) {
          Observation seen = observe(life, read.reader(), REST, List.of(view.id()), read.at());
          if (seen != null) {
            seen.listed(new Listed(Math.max(life.firstAt, life.room.changedAt), read.at()));
          }
        }
      }
    }
  }

  /** Keeps it once per distinct content; null = there are too many. */
  private @Nullable Observation observe(
      Object of, String by, String kind, List<String> what, long at) {
    List<Observation> known = observations.computeIfAbsent(of, key -> new ArrayList<>(2));
    for (Observation each : known) {
      if (each.kind.equals(kind) && each.by.equals(by) && each.addresses.equals(what)) {
        each.count++;
        return each;
      }
    }
    Observation seen = new Observation(by, kind, what, at);
    if (known.size() < MOST_DISTINCT) {
      known.add(seen);
      return seen;
    }
    return null;
  }

  /** A listing names a session: on a starved host it may be of the life before. */
  private boolean isSure(Observation seen) {
    Listed first = seen.first;
    Listed last = seen.last;
    return first == null || last == null || isSure(first) || isSure(last);
  }

  private boolean isSure(Listed listed) {
    return !progress.starvation.touches(Starvation.HOST, listed.since(), listed.at());
  }

  @Override
  public Opinion opinion() {
    Map<Object, List<Observation>> byLife = new LinkedHashMap<>();
    observations.forEach(
        (of, seen) -> {
          Object life = identity(of);
          if (life != null) {
            byLife.computeIfAbsent(life, key -> new ArrayList<>()).addAll(seen);
          }
        });
    observations.values().forEach(seen -> seen.forEach(this::learn));
    byLife.forEach(this::judge);
    int lives = 0;
    for (Room room : progress.cast.rooms()) {
      lives += room.lives.size();
    }
    String figure =
        Words.count(lives, "life", "lives")
            + ", "
            + Words.count(usableCount, "observation", "observations");
    String evidence =
        "%d disagree, %s of %s judged"
            .formatted(
                suspects.count(), Words.count(livesJudged), Words.count(lives, "life", "lives"));
    return Opinion.of(Checks.PINNED_MEDIA_NODE, suspects, unknown(lives), figure, evidence)
        .with(findings);
  }

  private String unknown(int lives) {
    if (unsure.count() > 0) {
      return unsure.reason("disagreement with a list of media nodes", "such disagreements");
    }
    if (livesOpen > 0) {
      return "%s told addresses that have nothing in common and are not in the media-node list;"
              .formatted(Words.count(livesOpen, "life was", "lives were"))
          + " let the prober read it";
    }
    if (livesJudged == 0) {
      return "no life has two usable observations; publish media, or let the prober read the"
          + " session list";
    }
    if (livesJudged < COVERAGE_MIN * lives) {
      return "only %d of %d lives have two usable observations%s"
          .formatted(
              livesJudged,
              lives,
              livesUnmapped > 0
                  ? "; addresses of " + livesUnmapped + " lives are not in the media-node list"
                  : "");
    }
    return "";
  }

  /** The life that an observation is about: as a creation where REST tells, else as a number. */
  private static @Nullable Object identity(Object of) {
    if (of instanceof Con con) {
      Life life = con.life;
      Creation creation = con.creation;
      if (creation == null && life != null) {
        creation = life.creationOrOnly();
      }
      return creation != null ? creation : life;
    }
    if (of instanceof Life life) {
      Creation creation = life.creationOrOnly();
      return creation != null ? creation : life;
    }
    return of;
  }

  private void judge(Object life, List<Observation> seen) {
    List<Usable> usable = new ArrayList<>();
    List<Set<String>> unmapped = new ArrayList<>();
    for (Observation each : seen) {
      Set<String> nodes = resolve(each);
      if (nodes.size() == 1) {
        usable.add(new Usable(each, nodes.iterator().next()));
        usableCount += each.count;
      } else if (nodes.isEmpty()) {
        unmapped.add(plain(each.addresses));
      }
    }
    usable.sort((a, b) -> Long.compare(a.what().at, b.what().at));
    disagreement(life, usable);
    boolean isOpen = areDisjoint(unmapped);
    if (isOpen) {
      livesOpen++;
      if (findings.size() < MOST_FINDINGS) {
        findings.add(
            name(life) + " was told addresses of no known media node that have nothing in common");
      }
    }
    if (isCorroborated(usable)) {
      livesJudged += isOpen ? 0 : 1;
    } else if (!unmapped.isEmpty()) {
      livesUnmapped++;
    }
  }

  /** An address that comes along with those of two nodes (docker bridges) says nothing. */
  private void learn(Observation seen) {
    if (seen.kind.equals(REST)) {
      return;
    }
    Set<String> nodes = resolve(seen);
    if (nodes.size() == 1) {
      for (String address : seen.addresses) {
        nodesSeenWith.computeIfAbsent(address, key -> new HashSet<>(2)).addAll(nodes);
      }
    }
  }

  private Set<String> resolve(Observation seen) {
    MediaTable media = progress.nodes.media;
    return seen.kind.equals(REST)
        ? Set.of(media.ofId(seen.addresses.get(0)))
        : media.ofAddresses(seen.addresses);
  }

  /** Without names (mDNS) and without addresses that two nodes have or were seen with. */
  private Set<String> plain(List<String> addresses) {
    Set<String> plain = new TreeSet<>();
    for (String address : addresses) {
      boolean isShared =
          progress.nodes.media.ofAddress(address).size() > 1
              || nodesSeenWith.getOrDefault(address, Set.of()).size() > 1;
      if (!MediaTable.isName(address) && !isShared) {
        plain.add(address);
      }
    }
    return plain;
  }

  private static boolean areDisjoint(List<Set<String>> sets) {
    List<Set<String>> telling = sets.stream().filter(set -> !set.isEmpty()).toList();
    for (int i = 0; i < telling.size(); i++) {
      for (int j = i + 1; j < telling.size(); j++) {
        if (Collections.disjoint(telling.get(i), telling.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isCorroborated(List<Usable> usable) {
    Set<String> observers = new HashSet<>();
    Set<String> kinds = new HashSet<>();
    for (Usable each : usable) {
      observers.add(each.what().by);
      kinds.add(each.what().kind);
    }
    return observers.size() >= 2 || kinds.size() >= 2;
  }

  private void disagreement(Object life, List<Usable> usable) {
    Map<String, Usable> firstByNode = new HashMap<>();
    for (Usable each : usable) {
      firstByNode.putIfAbsent(each.node(), each);
    }
    if (firstByNode.size() < 2) {
      return;
    }
    List<Usable> sure = usable.stream().filter(each -> isSure(each.what())).toList();
    if (sure.stream().map(Usable::node).distinct().count() < 2) {
      unsure.add(Starvation.HOST, usable.get(0).what().at, progress.now());
      return;
    }
    disagree(life, sure);
  }

  private void disagree(Object life, List<Usable> usable) {
    Usable one = usable.get(0);
    Usable other =
        usable.stream().filter(each -> !each.node().equals(one.node())).findFirst().orElseThrow();
    suspects.add(
        new Suspect(
            zero ->
                "session %s, %s: %s, %s"
                    .formatted(room(life).session, name(life), told(one, zero), told(other, zero)),
            room(life).session,
            other.what().kind.equals(REST) ? "" : other.what().by,
            List.of(one.what().at, other.what().at)));
  }

  private static String told(Usable usable, long zero) {
    Observation what = usable.what();
    String verb = what.kind.equals(REST) ? " read " : " was told ";
    return what.by + verb + usable.node() + " at " + Words.at(what.at, zero);
  }

  private static Room room(Object life) {
    return life instanceof Life numbered ? numbered.room : ((Creation) life).room;
  }

  private static String name(Object life) {
    if (life instanceof Life numbered) {
      return numbered.words();
    }
    Creation creation = (Creation) life;
    Life known = creation.life;
    return known != null && known.creation == creation
        ? known.words()
        : "created at " + creation.createdAt;
  }
}
