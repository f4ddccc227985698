package io.drillmaster.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EventCodecTest {

  private final EventCodec codec = new EventCodec(Samples.ORIGIN);

  @Test
  void everyRecordOfTheTreeHasATagOfItsOwn() {
    List<Class<?>> records = Samples.records(Event.class);

    assertThat(new HashSet<Class<?>>(EventCodec.TAGS.keySet())).isEqualTo(new HashSet<>(records));
    assertThat(EventCodec.TAGS.values()).doesNotHaveDuplicates();
  }

  @Test
  void everyGeneratedRecordReadsBackEqual() {
    for (Class<?> type : Samples.records(Event.class)) {
      for (int seed = 0; seed < 300; seed++) {
        Event event = (Event) Samples.generate(type, new Random(seed));

        assertThat(codec.decode(codec.encode(event)))
            .as("%s with seed %d: %s", type, seed, codec.encode(event))
            .isEqualTo(event);
      }
    }
  }

  @Test
  void aLineIsShortAndReadable() {
    Event sent =
        new SignalEvent.Sent(
            Samples.ORIGIN + 1_500,
            42,
            "p-1",
            "drill-x-1",
            7,
            "con_A",
            3L,
            12,
            SignalEvent.Purpose.PROOF,
            Samples.ORIGIN + 1_000);

    assertThat(codec.encode(sent))
        .isEqualTo(
            "{\"e\":\"sent\",\"t\":1500,\"o\":42,\"w\":\"p-1\",\"s\":\"drill-x-1\",\"ep\":7,"
                + "\"c\":\"con_A\",\"l\":3,\"q\":12,\"p\":\"proof\",\"it\":500}");
  }

  @Test
  void absentStampsAndDefaultsAreLeftOut() {
    Event closed =
        new SocketEvent.Closed(
            Samples.ORIGIN,
            "p-1",
            "s",
            7,
            SocketEvent.By.NETWORK,
            SocketEvent.Ending.RST,
            false,
            1006,
            "",
            Samples.ORIGIN,
            0,
            0,
            0);

    assertThat(codec.encode(closed))
        .isEqualTo(
            "{\"e\":\"close\",\"t\":0,\"w\":\"p-1\",\"s\":\"s\",\"ep\":7,\"by\":\"network\","
                + "\"ending\":\"rst\",\"cd\":1006,\"lastFrameAt\":0}");
    assertThat(codec.decode(codec.encode(closed))).isEqualTo(closed);
  }

  @Test
  void emptyAndMissingTextStayApart() {
    Event empty = new ProbeEvent.HealthRead(1, 2, "", 200, true, "");
    Event missing = new ProbeEvent.HealthRead(1, 2, null, 200, true, "");

    assertThat(codec.decode(codec.encode(empty))).isEqualTo(empty);
    assertThat(codec.decode(codec.encode(missing))).isEqualTo(missing);
  }

  @Test
  void unknownKeysOfALaterVersionAreSkipped() {
    assertThat(codec.decode("{\"e\":\"note\",\"t\":1,\"new\":{\"a\":[1]},\"text\":\"hi\"}"))
        .isEqualTo(new HarnessEvent.Note(Samples.ORIGIN + 1, "hi"));
  }

  @Test
  void linesThatAreNoEventAreRefusedWithTheReason() {
    assertRefused("{\"e\":\"never\",\"t\":1}", "event type 'never' is not known");
    assertRefused("{\"t\":1}", "does not begin with {\"e\":");
    assertRefused("[]", "does not begin");
    assertRefused("{\"e\":\"note\",\"text\":\"x\"}", "Note has no \"t\" (at)");
    assertRefused("{\"e\":\"note\",\"t\":\"x\"}", "");
    assertRefused("{\"e\":\"note\",\"t\":1,\"text\":3}", "a string was expected");
    assertRefused("{\"e\":\"note\",\"t\":1", "");
    assertRefused("{\"e\":\"footer\",\"i\":1}", "footer");
    assertRefused("{\"e\":\"done\",\"t\":1,\"o\":1,\"w\":\"p\",\"r\":\"ok\"}", "no \"k\" (kind)");
    assertRefused("{\"e\":\"note\",\"t\":1}{\"e\":\"note\",\"t\":1}", "not one JSON object");
  }

  private void assertRefused(String line, String why) {
    assertThatThrownBy(() -> codec.decode(line))
        .as(line)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void wordsOfTheFormatNeverChange() {
    TreeSet<String> words = new TreeSet<>();
    for (Class<?> type : enums(new HashSet<>(), Event.class)) {
      for (Object constant : type.getEnumConstants()) {
        words.add(type.getSimpleName() + "." + Kinds.Word.word((Enum<?>) constant));
      }
    }

    assertThat(String.join(" ", words))
        .isEqualTo(
            "By.network By.peer By.self Change.evicted Change.joined Change.left Change.published"
                + " Change.unpublished Ending.fin Ending.frame Ending.rst FaultKind.crash"
                + " FaultKind.cut-off FaultKind.fail-over FaultKind.freeze FaultKind.refuse FaultKind.shutdown FaultKind.vanish Intention.join"
                + " Intention.leave Kind.close-session Kind.connect Kind.create-connection"
                + " Kind.create-session Kind.delete-session Kind.join Kind.leave Kind.proof Kind.publish Kind.rest-read"
                + " Kind.session-status Kind.signal Kind.subscribe Kind.unpublish Kind.upgrade"
                + " Outcome.fail Outcome.info Outcome.ok Phase.aborted Phase.called-off Phase.canary Phase.end Phase.fault"
                + " Phase.leave Phase.quiet Phase.ramp Phase.recover Phase.rehearse Phase.restore Phase.settle"
                + " Phase.start Phase.steady Phase.wait Purpose.proof Purpose.room Role.balancer Role.master"
                + " Role.media-node Role.store Signature.closed Signature.cut Signature.silent"
                + " Source.balancer-log Source.node-probe Source.process-table Source.webhook"
                + " Verdict.evicted Verdict.network-disconnect Verdict.node-crashed"
                + " Via.connect-error Via.crash-notification Via.eviction Via.session-status"
                + " Where.answer Where.candidate Where.offer");
  }

  private static Set<Class<?>> enums(Set<Class<?>> found, Class<?> type) {
    for (Class<?> record : Samples.records(type)) {
      Arrays.stream(record.getRecordComponents())
          .map(component -> component.getType())
          .filter(Class::isEnum)
          .forEach(found::add);
    }
    return found;
  }

  @Test
  void everyEventHasASentenceAndASubject() {
    for (Class<?> type : Samples.records(Event.class)) {
      Event event = (Event) Samples.generate(type, new Random(1));

      assertThat(EventText.of(event)).as(type.toString()).isNotBlank();
      assertThat(Subject.who(event)).isNotNull();
      assertThat(Subject.sessions(event)).isNotNull();
    }
  }

  @Test
  void theHeaderReadsBackEqual() {
    Header header = Samples.header("worker-1");

    assertThat(HeaderCodec.decode(HeaderCodec.encode(header))).isEqualTo(header);
    assertThat(HeaderCodec.encode(header)).doesNotContain("\n").startsWith("{\"header\":{");
  }

  @Test
  void aHeaderOfALaterFormatIsRefused() {
    String later = HeaderCodec.encode(Samples.header("w")).replace("\"format\":1", "\"format\":2");

    assertThatThrownBy(() -> HeaderCodec.decode(later))
        .hasMessage("history format 2 cannot be read; this version reads format 1");
    assertThatThrownBy(() -> HeaderCodec.decode("{\"e\":\"tick\"}"))
        .hasMessage("the first line is not the header of a history");
    assertThatThrownBy(() -> HeaderCodec.decode("\u0000"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void repeatedNamesAreOneObject() {
    Event first =
        codec.decode("{\"e\":\"intend\",\"t\":1,\"w\":\"p-1\",\"s\":\"s\",\"intention\":\"join\"}");
    Event second =
        codec.decode(
            "{\"e\":\"intend\",\"t\":2,\"w\":\"p-1\",\"s\":\"s\",\"intention\":\"leave\"}");

    assertThat(Subject.who(first)).isSameAs(Subject.who(second));
  }

  @Test
  void manyThreadsMayUseOneCodec() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      events.add(
          new FaultEvent.Injecting(
              i, "crash-1", FaultKind.CRASH, Role.MASTER, List.of("m" + i), List.of("m#" + i)));
    }
    List<Event> back =
        Stream.of(events)
            .flatMap(List::stream)
            .parallel()
            .map(event -> codec.decode(codec.encode(event)))
            .toList();

    assertThat(back).isEqualTo(events);
  }
}
