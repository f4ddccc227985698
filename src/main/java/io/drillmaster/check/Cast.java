package io.drillmaster.check;

import io.drillmaster.history.MemberEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everybody and everything with a name in the history: rooms, people, connections, epochs. */
final class Cast {

  private final Map<String, Room> rooms = new HashMap<>();
  private final List<Room> roomList = new ArrayList<>();
  private final Map<String, Person> people = new HashMap<>();
  private final List<Person> peopleList = new ArrayList<>();
  private final Map<String, Con> cons = new HashMap<>();
  private final Map<Long, Epoch> epochs = new HashMap<>();

  /** A run has one or two such conflicts per session at most before it is plainly broken. */
  private static final int MOST_CONFLICTS = 1_000;

  /** One identity claimed twice (checks.md 2.4): facts that OneLife judges. */
  record Conflict(String sentence, String session, String participant, long at, long otherAt) {}

  private final List<Conflict> identityConflicts = new ArrayList<>();

  List<Room> rooms() {
    return roomList;
  }

  List<Person> people() {
    return peopleList;
  }

  @Nullable Room room(String session) {
    return rooms.get(session);
  }

  Room roomOf(String session) {
    Room room = rooms.get(session);
    if (room == null) {
      room = new Room(session, roomList.size());
      rooms.put(session, room);
      roomList.add(room);
    }
    return room;
  }

  @Nullable Person person(String name) {
    return people.get(name);
  }

  Person personOf(String name, String session, String writer) {
    Person person = people.get(name);
    if (person == null) {
      Room room = roomOf(session);
      person = new Person(name, peopleList.size(), room, writer);
      people.put(name, person);
      peopleList.add(person);
      room.people.add(person);
    }
    return person;
  }

  @Nullable Con con(String id) {
    return cons.get(id);
  }

  Con conOf(String id) {
    return cons.computeIfAbsent(id, Con::new);
  }

  @Nullable Epoch epoch(long id) {
    return epochs.get(id);
  }

  void opened(Epoch epoch) {
    epochs.put(epoch.id, epoch);
  }

  void closed(Epoch epoch) {
    epochs.remove(epoch.id);
  }

  void conflict(Conflict conflict) {
    if (identityConflicts.size() < MOST_CONFLICTS) {
      identityConflicts.add(conflict);
    }
  }

  List<Conflict> identityConflicts() {
    return identityConflicts;
  }

  /**
   * The life that a participant joined: by its number, or, from a server that tells none, the life
   * of a member that the answer lists.
   */
  Life lifeJoined(Room room, MemberEvent.Joined joined, long invokedAt) {
    Long number = joined.life();
    if (number != null) {
      return room.life(number, invokedAt);
    }
    for (MemberEvent.Peer peer : joined.peers()) {
      Con con = cons.get(peer.con());
      if (con != null && con.life != null) {
        return con.life;
      }
    }
    return room.unnumbered(invokedAt);
  }
}
