package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.cli.notify.Notice;
import io.drillmaster.cli.notify.Notice.Event;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.run.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoticesTest {

  private static Drill drill(String more) {
    return DrillFile.read(
        "small.yaml", "drill: small\nproves: x\ntimeline: [ { steady: 1s } ]\n" + more);
  }

  @Test
  void aDrillWithoutAWebhookTellsNobody() {
    try (Notices notices = Notices.of(drill(""), Map.of())) {
      assertThat(notices.on(Screen.SILENT, "r1", drill(""))).isSameAs(Screen.SILENT);
      notices.ended("PASS");
      assertThat(notices.finish()).isEmpty();
    }
  }

  @Test
  void anAddressThatIsMissingOrNoneIsToldBeforeTheRun() {
    Drill drill = drill("notify: { env: HOOK }\n");

    assertThatThrownBy(() -> Notices.of(drill, Map.of()))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "notify: the environment variable HOOK is not set; export it with the webhook's address"
                + " in it");
    assertThatThrownBy(() -> Notices.of(drill, Map.of("HOOK", "s3cret")))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "notify: what env HOOK holds is no address of a webhook; give one like"
                + " https://hooks.example.com/drills");
  }

  @Test
  void theDrillKeepsThePlaceAndNeverTheAddress() {
    Drill drill = drill("notify: { file: hook.txt }\n");

    assertThat(DrillFile.write(drill)).contains("notify: { file: \"hook.txt\" }");
    assertThat(DrillFile.read("small.yaml", DrillFile.write(drill))).isEqualTo(drill);
    assertThat(drill.rehearsal().webhook()).isEqualTo(drill.webhook());
  }

  @Test
  void startFaultsAbortHealingAndEndAreTold() {
    List<Notice> told = new ArrayList<>();
    Notice like = new Notice(Event.START, "r1", "smoke", "twin", "CHG-7", "");
    NotifyingScreen screen = new NotifyingScreen(Screen.SILENT, like, told::add);
    Duration at = Duration.ofSeconds(3);

    screen.say(at, "cluster", "up in 3 s", "3 masters");
    screen.say(at, "steady", "holding", "2 s");
    screen.fault(at, 1, "crash", List.of("m2"), "entry for 20");
    screen.say(at, "FAULT", "no effect", "fault crash-2 showed no effect");
    screen.say(at, "stop", "", "stopped by SIGINT");
    screen.healed(List.of());
    screen.healed(List.of("m3 is still frozen"));
    screen.ended("PASS: every required check passed");

    assertThat(told)
        .extracting(Notice::event)
        .containsExactly(
            Event.START, Event.FAULT, Event.FAULT, Event.ABORT, Event.HEAL, Event.HEAL, Event.END);
    assertThat(told)
        .extracting(Notice::text)
        .containsExactly(
            "drillmaster smoke (run r1): begins on 3 masters",
            "drillmaster smoke (run r1): fault 1, crash of m2; entry for 20",
            "drillmaster smoke (run r1): fault no effect: fault crash-2 showed no effect",
            "drillmaster smoke (run r1): ends before its time: stopped by SIGINT",
            "drillmaster smoke (run r1): everything that was broken is undone",
            "drillmaster smoke (run r1): NOT UNDONE: m3 is still frozen",
            "drillmaster smoke (run r1): PASS: every required check passed");
    assertThat(told).allMatch(notice -> notice.change().equals("CHG-7"));
  }
}
