package io.drillmaster.twin.store;

import io.drillmaster.twin.store.StoreAnswer.Created;
import io.drillmaster.twin.store.StoreAnswer.Creation;
import io.drillmaster.twin.store.StoreAnswer.Exists;
import io.drillmaster.twin.store.StoreAnswer.Fenced;
import io.drillmaster.twin.store.StoreAnswer.LostLife;
import io.drillmaster.twin.store.StoreAnswer.MediaNode;
import io.drillmaster.twin.store.StoreAnswer.NoMediaNode;
import io.drillmaster.twin.store.StoreAnswer.Node;
import io.drillmaster.twin.store.StoreAnswer.NotOwned;
import io.drillmaster.twin.store.StoreAnswer.Placed;
import io.drillmaster.twin.store.StoreAnswer.Placement;
import io.drillmaster.twin.store.StoreAnswer.Quarantined;
import io.drillmaster.twin.store.StoreAnswer.SealRefused;
import io.drillmaster.twin.store.StoreAnswer.SealedBefore;
import io.drillmaster.twin.store.StoreAnswer.SealedNow;
import io.drillmaster.twin.store.StoreAnswer.Sealing;
import io.drillmaster.twin.store.StoreAnswer.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store command as Redis sees it: a script, its arguments, and how its flat answer is read.
 *
 * @param script name of the Lua script
 * @param arguments after the time argument
 * @param reader turns the script's list of texts into the answer
 */
record RedisCall(
    String script, List<String> arguments, Function<List<String>, StoreAnswer> reader) {

  /** The call of a command. */
  static RedisCall of(StoreCommand<?> command) {
    if (command instanceof StoreCommand.Renew c) {
      return new RedisCall(
          "renew",
          List.of(c.incarnation(), c.epoch(), text(c.leaseMillis()), text(c.answeredWrites())),
          list -> StoreAnswer.Renewal.valueOf(list.get(0)));
    }
    if (command instanceof StoreCommand.Sweep c) {
      return new RedisCall("sweep", List.of(text(c.position())), RedisCall::swept);
    }
    if (command instanceof StoreCommand.Lookup c) {
      return new RedisCall("lookup", List.of(c.sessionId()), list -> found(c.sessionId(), list));
    }
    if (command instanceof StoreCommand.Create c) {
      return new RedisCall(
          "create",
          List.of(c.sessionId(), c.incarnation(), text(c.quarantineMillis())),
          list -> creation(c.sessionId(), list));
    }
    if (command instanceof StoreCommand.Place c) {
      List<String> arguments =
          new ArrayList<>(List.of(c.sessionId(), c.incarnation(), text(c.life())));
      c.avoid().stream().sorted().forEach(arguments::add);
      return new RedisCall("place", arguments, RedisCall::placement);
    }
    if (command instanceof StoreCommand.End c) {
      return new RedisCall(
          "end",
          List.of(c.sessionId(), c.incarnation(), text(c.life()), c.cause()),
          list -> StoreAnswer.Ending.valueOf(list.get(0)));
    }
    return node(command);
  }

  private static RedisCall node(StoreCommand<?> command) {
    if (command instanceof StoreCommand.PresetEpoch c) {
      return done("preset_epoch", c.epoch());
    }
    if (command instanceof StoreCommand.Boot c) {
      return new RedisCall(
          "boot",
          List.of(c.node(), c.nodeId(), c.address(), text(c.leaseMillis()), c.proposedEpoch()),
          RedisCall::booted);
    }
    if (command instanceof StoreCommand.Drain c) {
      return done("drain", c.incarnation());
    }
    if (command instanceof StoreCommand.Nodes) {
      return new RedisCall("nodes", List.of(), RedisCall::nodes);
    }
    if (command instanceof StoreCommand.Seal c) {
      return new RedisCall(
          "seal", List.of(c.incarnation(), c.force() ? "1" : "0"), RedisCall::sealing);
    }
    if (command instanceof StoreCommand.IsSealed c) {
      return new RedisCall(
          "is_sealed",
          List.of(c.incarnation()),
          list -> new StoreAnswer.Sealed(list.get(0).equals("1")));
    }
    return media(command);
  }

  private static RedisCall media(StoreCommand<?> command) {
    if (command instanceof StoreCommand.MediaRegister c) {
      return done("media_register", c.id(), c.ip(), c.uri(), c.status());
    }
    if (command instanceof StoreCommand.MediaLost c) {
      return new RedisCall(
          "media_lost",
          List.of(c.id(), c.incarnation()),
          list -> new StoreAnswer.MediaVerdict(list.get(0).equals("1")));
    }
    if (command instanceof StoreCommand.MediaFound c) {
      return done("media_found", c.id(), c.incarnation());
    }
    if (command instanceof StoreCommand.MediaForget c) {
      return done("media_forget", c.id());
    }
    if (command instanceof StoreCommand.MediaNodes) {
      return new RedisCall("media_nodes", List.of(), RedisCall::mediaList);
    }
    throw new IllegalArgumentException("no script for " + command.getClass().getName());
  }

  private static RedisCall done(String script, String... arguments) {
    return new RedisCall(script, List.of(arguments), list -> new StoreAnswer.Done());
  }

  private static StoreAnswer booted(List<String> list) {
    return new StoreAnswer.Booted(
        list.get(0),
        Long.parseLong(list.get(1)),
        list.get(2),
        Long.parseLong(list.get(3)),
        list.subList(4, list.size()));
  }

  private static StoreAnswer nodes(List<String> list) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < list.size(); i += 5) {
      nodes.add(
          new Node(
              list.get(i),
              list.get(i + 1),
              list.get(i + 2),
              list.get(i + 3),
              list.get(i + 4).equals("1")));
    }
    return new StoreAnswer.NodeList(nodes);
  }

  private static Session session(String sessionId, List<String> fields) {
    return new Session(
        sessionId,
        fields.get(0),
        fields.get(1),
        Long.parseLong(fields.get(2)),
        Long.parseLong(fields.get(3)),
        orNull(fields.get(4)));
  }

  private static StoreAnswer found(String sessionId, List<String> list) {
    String life = orNull(list.get(0));
    return new StoreAnswer.Found(
        list.size() > 2 ? session(sessionId, list.subList(2, list.size())) : null,
        life == null ? null : Long.valueOf(life),
        orNull(list.get(1)));
  }

  private static Creation creation(String sessionId, List<String> list) {
    return switch (list.get(0)) {
      case "FENCED" -> new Fenced();
      case "EXISTS" -> new Exists(session(sessionId, list.subList(1, list.size())));
      case "QUARANTINED" -> new Quarantined(Long.parseLong(list.get(1)));
      default ->
          new Created(
              Long.parseLong(list.get(1)), Long.parseLong(list.get(2)), list.get(3).equals("1"));
    };
  }

  private static Placement placement(List<String> list) {
    return switch (list.get(0)) {
      case "NOT_OWNED" -> new NotOwned();
      case "NO_MEDIA_NODE" -> new NoMediaNode();
      default -> new Placed(list.get(1));
    };
  }

  private static Sealing sealing(List<String> list) {
    if (list.get(0).equals("REFUSED")) {
      return new SealRefused();
    }
    if (list.get(0).equals("BEFORE")) {
      return new SealedBefore();
    }
    List<LostLife> lost = new ArrayList<>();
    for (int i = 3; i < list.size(); i += 3) {
      lost.add(
          new LostLife(
              list.get(i), Long.parseLong(list.get(i + 1)), Long.parseLong(list.get(i + 2))));
    }
    return new SealedNow(list.get(1), list.get(2), lost);
  }

  private static StoreAnswer swept(List<String> list) {
    int expiredEnd = 2 + Integer.parseInt(list.get(1));
    return new StoreAnswer.Swept(
        list.subList(2, expiredEnd),
        list.subList(expiredEnd, list.size()),
        Long.parseLong(list.get(0)));
  }

  private static StoreAnswer mediaList(List<String> list) {
    List<MediaNode> nodes = new ArrayList<>();
    int i = 0;
    while (i < list.size()) {
      int load = Integer.parseInt(list.get(i + 4));
      int end = i + 5 + load;
      nodes.add(
          new MediaNode(
              list.get(i),
              list.get(i + 1),
              list.get(i + 2),
              list.get(i + 3),
              load,
              list.subList(i + 5, end)));
      i = end;
    }
    return new StoreAnswer.MediaList(nodes);
  }

  private static String text(long number) {
    return Long.toString(number);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
