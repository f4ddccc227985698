package io.drillmaster;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The architecture diagram as code: which room of the project may see which, and what a room must
 * never touch (decisions D22 and D25). A room is a package directly below the root, with everything
 * below it; {@code run.port}, {@code chaos.process}, {@code chaos.aws} and {@code chaos.container}
 * are rooms of their own.
 */
final class Architecture {
  static final String ROOT = "io.drillmaster";

  private static final Set<String> INNER_ROOMS =
      Set.of("run.port", "chaos.process", "chaos.aws", "chaos.container");

  /** From each room to those it may see, besides itself. */
  static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("time", Set.of()),
          entry("drill", Set.of()),
          entry("stats", Set.of()),
          entry("history", Set.of("drill", "time")),
          entry("process", Set.of("time")),
          entry("check", Set.of("stats", "history", "drill")),
          entry("report", Set.of("check", "stats", "history", "drill")),
          entry("openvidu", Set.of("drill", "time")),
          entry("chronicle", Set.of("openvidu", "history")),
          entry("run.port", Set.of("history", "drill", "time")),
          entry("run", Set.of("run.port", "check", "report", "history", "drill", "time")),
          entry(
              "probe",
              Set.of("run.port", "chronicle", "openvidu", "history", "drill", "process", "time")),
          entry("twin", Set.of("openvidu", "process", "time")),
          entry(
              "chaos", Set.of("chaos.process", "run.port", "history", "drill", "process", "time")),
          entry(
              "chaos.process",
              Set.of("chaos", "twin", "run.port", "history", "drill", "process", "time")),
          entry(
              "chaos.container",
              Set.of(
                  "chaos",
                  "chaos.process",
                  "twin",
                  "run.port",
                  "history",
                  "drill",
                  "process",
                  "time")),
          entry("chaos.aws", Set.of("chaos", "run.port", "history", "drill", "process", "time")),
          entry(
              "simulations",
              Set.of("run.port", "chronicle", "openvidu", "history", "drill", "process", "time")),
          entry(
              "cli",
              Set.of(
                  "time",
                  "drill",
                  "stats",
                  "history",
                  "process",
                  "check",
                  "report",
                  "openvidu",
                  "chronicle",
                  "run.port",
                  "run",
                  "probe",
                  "twin",
                  "chaos",
                  "chaos.process",
                  "chaos.aws",
                  "chaos.container",
                  "simulations")));

  private static final Set<String> PURE_ROOMS =
      Set.of("drill", "history", "chronicle", "check", "stats", "report");

  /** Classes of pure rooms that read, write and follow files; the rest of those rooms is pure. */
  private static final Set<String> FILE_CLASSES =
      Set.of(
          "drill.DrillLibrary",
          "history.HistoryFile",
          "history.HistoryFolder",
          "history.HistoryRecorder",
          "history.HistoryTail");

  /** What {@code EventCodec} is made of, besides the classes whose names end in Codec or File. */
  private static final Set<String> PARTS_OF_CODECS =
      Set.of("history.HistoryRecorder", "history.Kinds", "history.Slot", "history.Strings");

  private static final Set<String> PURE_ALLOWED =
      Set.of("java.net.URI", "java.util.concurrent.TimeUnit");

  private static final List<String> OUTSIDE_WORLD =
      List.of(
          "java.net.",
          "java.nio.file.",
          "java.nio.channels.",
          "java.io.File",
          "java.io.RandomAccessFile",
          "java.io.Console",
          "java.io.PrintStream",
          "java.lang.Process",
          "java.lang.Runtime.",
          "java.lang.Thread.",
          "java.lang.Thread$",
          "java.security.SecureRandom",
          "java.util.Timer",
          "java.util.concurrent.",
          "io.netty.",
          "io.lettuce.",
          "org.java_websocket.");

  private static final Set<String> CLOCK_CALLS =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.Thread.sleep",
          "java.util.concurrent.TimeUnit.sleep",
          "java.util.concurrent.locks.LockSupport.parkNanos",
          "java.util.concurrent.locks.LockSupport.parkUntil",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone");

  private static final Set<String> UNSEEDED_CALLS =
      Set.of("java.lang.Math.random", "java.util.UUID.randomUUID");

  private static final Set<String> SEEDABLE =
      Set.of("java.util.Random", "java.util.SplittableRandom");

  static final ArchRule ARROWS_HOLD =
      classes()
          .that(describe("belong to the project", c -> !room(c).isEmpty()))
          .should(seeOnlyAllowedRooms())
          .because("decision D22 draws every arrow");

  static final ArchRule PURE_ROOMS_TOUCH_NOTHING =
      noClasses()
          .that(describe("are pure", Architecture::isPure))
          .should(depend("on files, sockets, threads or processes", Architecture::isOutsideWorld))
          .orShould(access("anything unseeded, or a resource", Architecture::isUnrepeatable))
          .because("the same history must give the same verdict and the same report anywhere");

  static final ArchRule STATE_MACHINES_DO_NO_IO =
      noClasses()
          .that(
              describe(
                  "are protocol or twin roles",
                  c -> room(c).equals("openvidu") || isBelow(c, "twin.role")))
          .should(depend("on files, sockets, threads or processes", Architecture::isOutsideWorld))
          .orShould(access("anything unseeded, or a resource", Architecture::isUnrepeatable))
          .because("they are tested as tables and explored by seeds in fake time");

  static final ArchRule JACKSON_IN_CODECS_ONLY =
      noClasses()
          .that(describe("are no named codec", c -> !isCodec(c)))
          .should(depend("on Jackson 3", isIn("tools.jackson.")))
          .because("decision D25: records carry no trace of their file format");

  static final ArchRule JACKSON_2_NOWHERE =
      noClasses()
          .that(describe("belong to the project", c -> !room(c).isEmpty()))
          .should(depend("on Jackson 2", isIn("com.fasterxml.jackson.")))
          .because("Jackson 2 is there for Gatling only");

  static final ArchRule GATLING_IN_SIMULATIONS_ONLY =
      confined("Gatling", "io.gatling.", "simulations");

  static final ArchRule NETTY_IN_TWIN_AND_LOAD_ONLY =
      confined("Netty", "io.netty.", "twin", "simulations");

  static final ArchRule LETTUCE_IN_THE_TWIN_ONLY = confined("Lettuce", "io.lettuce.", "twin");

  static final ArchRule PICOCLI_IN_CLI_ONLY = confined("picocli", "picocli.", "cli");

  static final ArchRule TEMPLATES_IN_REPORT_ONLY = confined("JStachio", "io.jstach.", "report");

  static final ArchRule AWS_IN_SDK_CLASSES_ONLY =
      noClasses()
          .that(describe("do not begin with Sdk", c -> !outermost(c).startsWith("chaos.aws.Sdk")))
          .should(depend("on the AWS SDK", isIn("software.amazon.awssdk.")))
          .because("few classes see the SDK, the others have their own words for an account");

  static final ArchRule DOCKER_IN_ITS_ENGINE_ONLY =
      noClasses()
          .that(
              describe(
                  "are not DockerEngine",
                  c -> !outermost(c).equals("chaos.container.DockerEngine")))
          .should(
              depend(
                  "on Testcontainers or the Docker client",
                  type ->
                      type.getName().startsWith("org.testcontainers.")
                          || type.getName().startsWith("com.github.dockerjava.")))
          .because("one class sees Docker, the others have their own words for an engine");

  static final ArchRule CLOCKS_IN_TIME_ONLY =
      noClasses()
          .that(describe("are outside time", c -> !room(c).equals("time")))
          .should(access("a clock or a sleep", a -> CLOCK_CALLS.contains(called(a))))
          .because("time is injected: everything else runs in fake time too");

  static final ArchRule EXIT_IN_CLI_ONLY =
      noClasses()
          .that(describe("are outside cli", c -> !room(c).equals("cli")))
          .should(
              access(
                  "the end of the process",
                  a ->
                      Set.of("java.lang.System.exit", "java.lang.Runtime.exit")
                          .contains(called(a))))
          .because("exit codes are decided in one place");

  static final ArchRule CONSOLE_IN_CLI_ONLY =
      noClasses()
          .that(describe("are outside cli", c -> !room(c).equals("cli")))
          .should(
              access(
                  "the console",
                  a ->
                      Set.of("java.lang.System.out", "java.lang.System.err").contains(called(a))
                          || printsItself(a)))
          .because("the others return text or throw");

  private Architecture() {}

  /** The room a class is in; empty = none of ours, "(root)" = directly in the root package. */
  static String room(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    String name = base.getPackageName();
    if (name.equals(ROOT)) {
      return "(root)";
    }
    if (!name.startsWith(ROOT + ".")) {
      return "";
    }
    Optional<String> inner =
        INNER_ROOMS.stream()
            .filter(room -> isBelow(base, room))
            .max(Comparator.comparingInt(String::length));
    String path = name.substring(ROOT.length() + 1);
    return inner.orElse(path.contains(".") ? path.substring(0, path.indexOf('.')) : path);
  }

  private static boolean isBelow(JavaClass type, String path) {
    return (type.getPackageName() + ".").startsWith(ROOT + "." + path + ".");
  }

  private static ArchCondition<JavaClass> seeOnlyAllowedRooms() {
    return new ArchCondition<>("see only the rooms their arrows lead to") {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        String from = room(origin);
        if (!ARROWS.containsKey(from) && !origin.getSimpleName().equals("package-info")) {
          events.add(
              SimpleConditionEvent.violated(
                  origin, origin.getName() + " is in room " + from + ", which has no arrows"));
        }
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
          String to = room(dependency.getTargetClass());
          if (!to.isEmpty()
              && !to.equals(from)
              && !ARROWS.getOrDefault(from, Set.of()).contains(to)) {
            events.add(
                SimpleConditionEvent.violated(
                    origin, from + " must not see " + to + ": " + dependency.getDescription()));
          }
        }
      }
    };
  }

  private static ArchRule confined(String library, String prefix, String... rooms) {
    List<String> allowed = List.of(rooms);
    return noClasses()
        .that(describe("are outside " + allowed, c -> !allowed.contains(room(c))))
        .should(depend("on " + library, isIn(prefix)))
        .because("third-party code is confined to the rooms that need it");
  }

  private static ArchCondition<JavaClass> depend(String what, Predicate<JavaClass> forbidden) {
    return new ArchCondition<>("depend " + what) {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
          if (forbidden.test(dependency.getTargetClass().getBaseComponentType())) {
            events.add(SimpleConditionEvent.satisfied(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> access(String what, Predicate<JavaAccess<?>> forbidden) {
    return new ArchCondition<>("touch " + what) {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        for (JavaAccess<?> access : origin.getAccessesFromSelf()) {
          if (forbidden.test(access)) {
            events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
          }
        }
      }
    };
  }

  private static Predicate<JavaClass> isIn(String prefix) {
    return type -> type.getName().startsWith(prefix);
  }

  private static boolean isPure(JavaClass type) {
    return PURE_ROOMS.contains(room(type)) && !FILE_CLASSES.contains(outermost(type));
  }

  private static boolean isCodec(JavaClass type) {
    String outermost = outermost(type);
    return PARTS_OF_CODECS.contains(outermost)
        || Stream.of(outermost, type.getSimpleName())
            .anyMatch(name -> name.endsWith("Codec") || name.endsWith("File"));
  }

  private static boolean isOutsideWorld(JavaClass type) {
    String name = type.getName();
    return !PURE_ALLOWED.contains(name)
        && OUTSIDE_WORLD.stream().anyMatch((name + ".")::startsWith);
  }

  private static boolean isUnrepeatable(JavaAccess<?> access) {
    String called = called(access);
    List<JavaClass> parameters =
        access instanceof JavaCodeUnitAccess<?> call
            ? call.getTarget().getRawParameterTypes()
            : List.of();
    boolean unseeded =
        called.endsWith(".<init>")
            && SEEDABLE.contains(access.getTargetOwner().getName())
            && parameters.isEmpty();
    boolean unseededShuffle =
        called.equals("java.util.Collections.shuffle") && parameters.size() == 1;
    return unseeded
        || unseededShuffle
        || UNSEEDED_CALLS.contains(called)
        || CLOCK_CALLS.contains(called)
        || called.startsWith("java.lang.Class.getResource")
        || called.startsWith("java.lang.ClassLoader.getResource")
        || called.endsWith("Stream.parallel")
        || called.endsWith(".parallelStream");
  }

  /** A stack trace on the console; one on a stream that was handed in is the caller's business. */
  private static boolean printsItself(JavaAccess<?> access) {
    return called(access).endsWith(".printStackTrace")
        && access instanceof JavaCodeUnitAccess<?> call
        && call.getTarget().getRawParameterTypes().isEmpty();
  }

  private static String called(JavaAccess<?> access) {
    return access.getTargetOwner().getName() + "." + access.getTarget().getName();
  }

  /** The outermost class around a type, without the root package. */
  private static String outermost(JavaClass type) {
    String name = type.getName().substring(ROOT.length() + 1);
    return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
  }
}
