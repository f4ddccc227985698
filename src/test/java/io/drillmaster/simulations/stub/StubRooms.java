package io.drillmaster.simulations.stub;

import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The stub's rooms, tokens and members. Used on the stub's one event loop. */
final class StubRooms {

  /** A member; {@code socket} null while it is gone. */
  static final class Member {
    final String con;
    final String rpc;
    final Room room;
    @Nullable Channel socket;
    @Nullable String stream;

    Member(String con, String rpc, Room room) {
      this.con = con;
      this.rpc = rpc;
      this.room = room;
    }
  }

  /** A room and its life. */
  static final class Room {
    final String id;
    final long life;
    final Map<String, Member> members = new LinkedHashMap<>();

    Room(String id, long life) {
      this.id = id;
      this.life = life;
    }
  }

  private final Map<String, Room> rooms = new ConcurrentHashMap<>();
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final Map<String, Member> byRpc = new ConcurrentHashMap<>();
  private final AtomicLong names = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();

  /** False when it is there already. */
  boolean create(String id) {
    return rooms.putIfAbsent(id, new Room(id, names.incrementAndGet())) == null;
  }

  @Nullable Room room(String id) {
    return rooms.get(id);
  }

  void delete(String id) {
    rooms.remove(id);
  }

  /** A connection's id; its token is {@code tok_} and the same number. */
  String connect(String token, String con) {
    tokens.put(token, con);
    return con;
  }

  String nextName(String prefix) {
    return prefix + "%010d".formatted(names.incrementAndGet());
  }

  @Nullable Member join(String room, String token, Channel socket) {
    Room into = rooms.get(room);
    String con = tokens.remove(token);
    if (into == null || con == null) {
      return null;
    }
    Member member = new Member(con, nextName("rpc"), into);
    member.socket = socket;
    into.members.put(con, member);
    byRpc.put(member.rpc, member);
    return member;
  }

  @Nullable Member resume(String rpc, Channel socket) {
    Member member = byRpc.get(rpc);
    if (member != null) {
      member.socket = socket;
    }
    return member;
  }

  void leave(Member member) {
    byRpc.remove(member.rpc);
    member.room.members.remove(member.con);
    if (member.room.members.isEmpty()) {
      rooms.remove(member.room.id);
    }
  }

  int members() {
    return byRpc.size();
  }

  void countDelivered() {
    delivered.incrementAndGet();
  }

  long delivered() {
    return delivered.get();
  }
}
