package io.drillmaster.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.DrillFile.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShippedDrillsTest {

  @TempDir Path folder;

  @Test
  void theIndexListsEveryFile() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("chaos/drills"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".yaml"))
                  .map(name -> name.replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(DrillLibrary.names());
    }
  }

  @Test
  void theSevenOfTheMainJobShipAndThoseThatExposeBugs() {
    assertThat(DrillLibrary.names())
        .containsExactly(
            "crash-one-master",
            "vanish-one-master",
            "freeze-one-master",
            "shutdown-one-master",
            "crash-media-node",
            "no-fault",
            "smoke",
            "quiet-room",
            "busy-room",
            "crash-owner-and-entry",
            "freeze-entry-owner",
            "flap-masters",
            "silent-second-loss",
            "two-balancers",
            "rolling-crash",
            "crash-all-but-one",
            "freeze-for-a-minute",
            "crash-store",
            "freeze-store",
            "fail-over-store",
            "crash-one-balancer",
            "cut-off-store",
            "cut-off-one-master",
            "refuse-balancer",
            "monkey");
  }

  @Test
  void everyOneReadsAndItsCanonicalFormReadsBackEqual() {
    for (String name : DrillLibrary.names()) {
      Drill drill = DrillLibrary.find(name).drill(Overrides.NONE);

      assertThat(DrillFile.read(name + ".yaml", DrillFile.write(drill))).isEqualTo(drill);
      assertThat(drill.proves()).endsWith(".");
    }
  }

  @Test
  void theDefaultDrillHasAThousandParticipants() {
    Drill drill = DrillLibrary.find("crash-one-master").drill(Overrides.NONE);

    assertThat(drill.load().participants()).isEqualTo(1_000);
    assertThat(drill.objectives())
        .extracting(Objective::text)
        .containsExactly("back >= 100 %", "rto p95 <= 15s", "unexplained losses = 0");
  }

  @Test
  void quietAndBusyRoomDifferInTheirChatterAlone() {
    Drill quiet = DrillLibrary.find("quiet-room").drill(Overrides.NONE);
    Drill busy = DrillLibrary.find("busy-room").drill(Overrides.NONE);
    Overrides silent = new Overrides(List.of("load.signals=none"), "", "");

    assertThat(busy.load().signalEvery()).hasSeconds(1);
    assertThat(DrillLibrary.find("busy-room").drill(silent).load()).isEqualTo(quiet.load());
    assertThat(busy.timeline()).isEqualTo(quiet.timeline());
    assertThat(busy.target()).isEqualTo(quiet.target());
  }

  @Test
  void anUnknownNameSuggestsANearOne() {
    assertThatThrownBy(() -> DrillLibrary.find("crash-one-mastr"))
        .isInstanceOf(InvalidDrill.class)
        .hasMessage(
            "crash-one-mastr: no drill of this name ships; did you mean crash-one-master?"
                + " A drill of your own is given by its path, e.g. ./my-drill.yaml");
  }

  @Test
  void aFileIsReadByItsPathAndAMissingOneIsTold() throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, "drill: own\nproves: x\ntimeline: [ { steady: 1s } ]\n");

    assertThat(DrillLibrary.find(file.toString()).drill(Overrides.NONE).name()).isEqualTo("own");
    assertThatThrownBy(() -> DrillLibrary.find(folder.resolve("none.yaml").toString()))
        .isInstanceOf(InvalidDrill.class)
        .hasMessageEndingWith("none.yaml: there is no such file");
  }

  @Test
  void whatIsNoTextFileIsToldInWords(@TempDir Path folder) throws IOException {
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, new byte[] {'a', ':', ' ', 'b', '\n', 'c', (byte) 0xe9, '\n'});
    assertThatThrownBy(() -> DrillLibrary.find(latin.toString()))
        .isInstanceOf(InvalidDrill.class)
        .hasMessage("latin.yaml:2: byte 0xe9 is not UTF-8; save the file as UTF-8");
    assertThatThrownBy(() -> DrillLibrary.find(folder.toString()))
        .isInstanceOf(InvalidDrill.class)
        .hasMessage(folder + ": is a folder; name a drill file in it");
    assertThatThrownBy(() -> DrillLibrary.find("."))
        .isInstanceOf(InvalidDrill.class)
        .hasMessage(".: is a folder; name a drill file in it");
    assertThatThrownBy(() -> DrillLibrary.find("zzzzzzzzzzzz"))
        .hasMessageContaining("crash-one-master, ")
        .hasMessageContaining("; a drill of your own is given by its path");
  }

  @Test
  void canonicalFormKeepsEveryOddText() {
    Drill plain = DrillLibrary.find("no-fault").drill(Overrides.NONE);
    for (String proves :
        List.of(
            "a: b # c",
            "\"quoted\" \\ 'x'",
            "two\nlines\tand a tab",
            "ü€😀",
            "a \u0001 b \u2028 c",
            "- x",
            "~")) {
      Drill odd =
          new Drill(
              plain.name(),
              proves,
              plain.target(),
              plain.load(),
              plain.timeline(),
              plain.objectives(),
              plain.require(),
              plain.strict(),
              plain.safety());

      assertThat(DrillFile.read("no-fault.yaml", DrillFile.write(odd))).isEqualTo(odd);
    }
  }
}
