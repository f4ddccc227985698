package io.drillmaster;

import static io.drillmaster.Architecture.ARROWS;
import static io.drillmaster.Architecture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.drillmaster.PlantedClasses.Source;
import io.drillmaster.drill.Drill;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every arrow and purity rule holds, and each is shown to fail on a planted violation. */
class ArchitectureTest {
  private static JavaClasses project;
  private static JavaClasses planted;

  /**
   * A violation of one rule, or an innocent neighbour of one.
   *
   * @param what in words
   * @param room the room it stands in
   * @param body its source
   */
  record Plant(String what, ArchRule rule, String room, String body, boolean caught) {
    Source source() {
      return new Source(ROOT + "." + room + ".Plant" + PLANTS.indexOf(this), body);
    }

    @Override
    public String toString() {
      return what + " in " + room + (caught ? " is caught" : " is allowed");
    }
  }

  private static final List<Plant> PLANTS =
      List.of(
          bad("a file", Architecture.PURE_ROOMS_TOUCH_NOTHING, "check", "java.nio.file.Path p;"),
          bad("a socket", Architecture.PURE_ROOMS_TOUCH_NOTHING, "report", "java.net.Socket s;"),
          good(
              "a value per thread",
              Architecture.PURE_ROOMS_TOUCH_NOTHING,
              "stats",
              "ThreadLocal<String> t;"),
          bad("a thread", Architecture.PURE_ROOMS_TOUCH_NOTHING, "stats", "Thread t;"),
          bad("a pool", Architecture.PURE_ROOMS_TOUCH_NOTHING, "drill", executors()),
          bad("a clock", Architecture.PURE_ROOMS_TOUCH_NOTHING, "history", now()),
          bad("an unseeded random", Architecture.PURE_ROOMS_TOUCH_NOTHING, "stats", random("")),
          bad("the JVM", Architecture.PURE_ROOMS_TOUCH_NOTHING, "check", "Runtime r;"),
          good(
              "an exception",
              Architecture.PURE_ROOMS_TOUCH_NOTHING,
              "check",
              "RuntimeException e;"),
          good("a seeded random", Architecture.PURE_ROOMS_TOUCH_NOTHING, "stats", random("7")),
          bad("an unseeded shuffle", Architecture.PURE_ROOMS_TOUCH_NOTHING, "check", shuffle("")),
          good(
              "a seeded shuffle",
              Architecture.PURE_ROOMS_TOUCH_NOTHING,
              "check",
              shuffle(", new java.util.Random(7)")),
          bad("a random id", Architecture.PURE_ROOMS_TOUCH_NOTHING, "drill", uuid()),
          bad("a resource", Architecture.PURE_ROOMS_TOUCH_NOTHING, "report", resource()),
          bad("threads of a stream", Architecture.PURE_ROOMS_TOUCH_NOTHING, "check", parallel()),
          good("a file", Architecture.PURE_ROOMS_TOUCH_NOTHING, "run", "java.nio.file.Path p;"),
          good("an address", Architecture.PURE_ROOMS_TOUCH_NOTHING, "drill", "java.net.URI u;"),
          bad("a socket", Architecture.STATE_MACHINES_DO_NO_IO, "openvidu", "java.net.Socket s;"),
          bad(
              "Netty",
              Architecture.STATE_MACHINES_DO_NO_IO,
              "openvidu",
              "io.netty.buffer.ByteBuf b;"),
          bad("an unseeded random", Architecture.STATE_MACHINES_DO_NO_IO, "twin.role", random("")),
          good("a socket", Architecture.STATE_MACHINES_DO_NO_IO, "twin", "java.net.Socket s;"),
          bad("Jackson", Architecture.JACKSON_IN_CODECS_ONLY, "twin", jackson3()),
          bad("Jackson 2", Architecture.JACKSON_2_NOWHERE, "simulations", jackson2()),
          bad("Gatling", Architecture.GATLING_IN_SIMULATIONS_ONLY, "run", gatling()),
          good("Gatling", Architecture.GATLING_IN_SIMULATIONS_ONLY, "simulations", gatling()),
          bad(
              "Netty",
              Architecture.NETTY_IN_TWIN_AND_LOAD_ONLY,
              "probe",
              "io.netty.buffer.ByteBuf b;"),
          good(
              "Netty",
              Architecture.NETTY_IN_TWIN_AND_LOAD_ONLY,
              "twin",
              "io.netty.buffer.ByteBuf b;"),
          bad("Lettuce", Architecture.LETTUCE_IN_THE_TWIN_ONLY, "chaos", lettuce()),
          bad("picocli", Architecture.PICOCLI_IN_CLI_ONLY, "run", "picocli.CommandLine c;"),
          bad(
              "JStachio",
              Architecture.TEMPLATES_IN_REPORT_ONLY,
              "cli",
              "io.jstach.jstachio.JStachio j;"),
          bad(
              "the AWS SDK",
              Architecture.AWS_IN_SDK_CLASSES_ONLY,
              "chaos.aws",
              "software.amazon.awssdk.services.ec2.Ec2Client c;"),
          bad(
              "Docker",
              Architecture.DOCKER_IN_ITS_ENGINE_ONLY,
              "chaos.container",
              "com.github.dockerjava.api.DockerClient c;"),
          bad(
              "Testcontainers",
              Architecture.DOCKER_IN_ITS_ENGINE_ONLY,
              "chaos.container",
              "org.testcontainers.containers.Network n;"),
          bad("a sleep", Architecture.CLOCKS_IN_TIME_ONLY, "twin", sleep()),
          good("a sleep", Architecture.CLOCKS_IN_TIME_ONLY, "time", sleep()),
          bad(
              "a stamp",
              Architecture.CLOCKS_IN_TIME_ONLY,
              "simulations",
              "long t = System.nanoTime();"),
          bad("wall time", Architecture.CLOCKS_IN_TIME_ONLY, "run", now()),
          bad("an exit", Architecture.EXIT_IN_CLI_ONLY, "run", "void f() { System.exit(1); }"),
          good("an exit", Architecture.EXIT_IN_CLI_ONLY, "cli", "void f() { System.exit(1); }"),
          bad(
              "printing",
              Architecture.CONSOLE_IN_CLI_ONLY,
              "twin",
              "void f() { System.out.println(); }"),
          good(
              "printing",
              Architecture.CONSOLE_IN_CLI_ONLY,
              "cli",
              "void f() { System.out.println(); }"),
          bad(
              "a stack trace",
              Architecture.CONSOLE_IN_CLI_ONLY,
              "probe",
              "void f(Exception e) { e.printStackTrace(); }"),
          good(
              "a stack trace on a given stream",
              Architecture.CONSOLE_IN_CLI_ONLY,
              "probe",
              "void f(Exception e, java.io.PrintStream s) { e.printStackTrace(s); }"),
          bad("a new room", Architecture.ARROWS_HOLD, "attic", "int x;"));

  @BeforeAll
  static void read(@TempDir Path folder) throws Exception {
    project = new ClassFileImporter().importPath(mainClasses());
    List<Source> sources = new ArrayList<>(PLANTS.stream().map(Plant::source).toList());
    for (String room : ARROWS.keySet()) {
      sources.add(new Source(ROOT + "." + room + ".Marker", "public static int x;"));
      for (String other : ARROWS.keySet()) {
        String uses = "int y = " + ROOT + "." + other + ".Marker.x;";
        sources.add(new Source(arrow(room, other), room.equals(other) ? "" : uses));
      }
    }
    sources.add(new Source(ROOT + ".twin.PlantCodec", jackson3()));
    planted = PlantedClasses.compiled(folder, sources);
  }

  @Test
  void readsTheWholeProject() {
    assertThat(project).hasSizeGreaterThan(100);
    assertThat(project.stream().map(Architecture::room).distinct())
        .contains("drill", "chaos", "cli");
  }

  @Test
  void everyArrowIsDrawn() {
    Architecture.ARROWS_HOLD.check(project);
  }

  @Test
  void everyArrowThatIsNotDrawnIsCaught() {
    List<String> found = violations(Architecture.ARROWS_HOLD);
    TreeSet<String> caught = new TreeSet<>();
    TreeSet<String> undrawn = new TreeSet<>();
    for (String room : ARROWS.keySet()) {
      for (String other : ARROWS.keySet()) {
        String arrow = room + " -> " + other;
        if (found.stream().anyMatch(line -> line.contains("<" + arrow(room, other) + "."))) {
          caught.add(arrow);
        }
        if (!room.equals(other) && !ARROWS.get(room).contains(other)) {
          undrawn.add(arrow);
        }
      }
    }
    assertThat(caught)
        .isEqualTo(undrawn)
        .contains("chaos -> simulations", "simulations -> chaos", "chaos -> twin", "run -> cli");
  }

  @Test
  void pureRoomsTouchNothingOutside() {
    Architecture.PURE_ROOMS_TOUCH_NOTHING.check(project);
  }

  @Test
  void stateMachinesDoNoInputOrOutput() {
    Architecture.STATE_MACHINES_DO_NO_IO.check(project);
  }

  @Test
  void onlyNamedCodecsSeeJackson() {
    Architecture.JACKSON_IN_CODECS_ONLY.check(project);
    Architecture.JACKSON_2_NOWHERE.check(project);
  }

  @Test
  void librariesAreConfined() {
    Architecture.GATLING_IN_SIMULATIONS_ONLY.check(project);
    Architecture.NETTY_IN_TWIN_AND_LOAD_ONLY.check(project);
    Architecture.LETTUCE_IN_THE_TWIN_ONLY.check(project);
    Architecture.PICOCLI_IN_CLI_ONLY.check(project);
    Architecture.TEMPLATES_IN_REPORT_ONLY.check(project);
    Architecture.AWS_IN_SDK_CLASSES_ONLY.check(project);
    Architecture.DOCKER_IN_ITS_ENGINE_ONLY.check(project);
  }

  @Test
  void onlyTimeHasClocksAndSleeps() {
    Architecture.CLOCKS_IN_TIME_ONLY.check(project);
  }

  @Test
  void onlyCliExitsAndPrints() {
    Architecture.EXIT_IN_CLI_ONLY.check(project);
    Architecture.CONSOLE_IN_CLI_ONLY.check(project);
  }

  @ParameterizedTest
  @MethodSource("plants")
  void plantedViolation(Plant plant) {
    assertThat(violations(plant.rule()).stream().anyMatch(line -> names(line, plant)))
        .isEqualTo(plant.caught());
  }

  @Test
  void aCodecMaySeeJackson() {
    assertThat(violations(Architecture.JACKSON_IN_CODECS_ONLY))
        .noneMatch(line -> line.contains("PlantCodec"));
  }

  static Stream<Plant> plants() {
    return PLANTS.stream();
  }

  private static boolean names(String line, Plant plant) {
    return (line + " ")
        .matches(".*\\b" + plant.source().name().replace(".", "\\.") + "\\b(?!\\d).*");
  }

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(planted).getFailureReport().getDetails();
  }

  private static String arrow(String from, String to) {
    return ROOT + "." + from + ".To_" + to.replace('.', '_');
  }

  private static Path mainClasses() throws URISyntaxException {
    return Path.of(Drill.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Plant bad(String what, ArchRule rule, String room, String body) {
    return new Plant(what, rule, room, body, true);
  }

  private static Plant good(String what, ArchRule rule, String room, String body) {
    return new Plant(what, rule, room, body, false);
  }

  private static String executors() {
    return "Object o = java.util.concurrent.Executors.newCachedThreadPool();";
  }

  private static String now() {
    return "Object o = java.time.Instant.now();";
  }

  private static String random(String seed) {
    return "Object o = new java.util.Random(" + seed + ");";
  }

  private static String shuffle(String random) {
    return "void f(java.util.List<String> l) { java.util.Collections.shuffle(l" + random + "); }";
  }

  private static String uuid() {
    return "Object o = java.util.UUID.randomUUID();";
  }

  private static String resource() {
    return "Object o = getClass().getResourceAsStream(\"x\");";
  }

  private static String parallel() {
    return "Object o = java.util.List.of(1).parallelStream();";
  }

  private static String sleep() {
    return "void f() throws Exception { Thread.sleep(1); }";
  }

  private static String jackson3() {
    return "tools.jackson.databind.JsonNode n;";
  }

  private static String jackson2() {
    return "com.fasterxml.jackson.databind.JsonNode n;";
  }

  private static String gatling() {
    return "io.gatling.javaapi.core.ScenarioBuilder s;";
  }

  private static String lettuce() {
    return "io.lettuce.core.RedisClient c;";
  }
}
