package io.drillmaster.check;

import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is attached on which socket now. */
final class Attachments {

  /** By the participant's number. */
  private final List<@Nullable Attachment> byPerson = new ArrayList<>();

  /** Takes an event of a member. */
  void accept(Event event, Person person) {
    if (event instanceof MemberEvent.Joined joined) {
      attach(person, joined.con(), joined.epoch(), joined.at());
    } else if (event instanceof MemberEvent.Reconnected reconnected) {
      attach(person, reconnected.con(), reconnected.epoch(), reconnected.at());
    } else if (event instanceof SocketEvent.Closed closed) {
      Attachment current = current(person);
      if (current != null && current.epoch == closed.epoch()) {
        long last = closed.lastFrameAt() != 0 ? closed.lastFrameAt() : closed.at();
        detach(person, current, last);
      }
    } else if (event instanceof MemberEvent.Told || event instanceof MemberEvent.Intends) {
      Attachment current = current(person);
      if (current != null) {
        detach(person, current, event.at());
      }
    }
  }

  private void attach(Person person, String conId, long epoch, long at) {
    Con con = person.con;
    Attachment before = current(person);
    if (before != null) {
      detach(person, before, at);
    }
    if (con != null && con.id.equals(conId)) {
      set(person, new Attachment(person, con, epoch, at));
    }
  }

  private void detach(Person person, Attachment current, long lastFrameAt) {
    current.lastFrameAt = lastFrameAt;
    set(person, null);
  }

  /** Where a member is attached now; null = nowhere. */
  @Nullable Attachment current(Person person) {
    return person.number < byPerson.size() ? byPerson.get(person.number) : null;
  }

  private void set(Person person, @Nullable Attachment attachment) {
    while (byPerson.size() <= person.number) {
      byPerson.add(null);
    }
    byPerson.set(person.number, attachment);
  }
}
