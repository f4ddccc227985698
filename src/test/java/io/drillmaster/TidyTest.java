package io.drillmaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The house rules hold in every file, and each is shown to fail on a planted text. */
class TidyTest {

  @Test
  void findsTheProject() {
    assertThat(ProjectFiles.all())
        .contains("pom.xml", "src/main/java/io/drillmaster/package-info.java", "LICENSE");
    assertThat(ProjectFiles.mainPackages())
        .contains(
            "src/main/java/io/drillmaster/drill",
            "chaos/java/io/drillmaster/chaos",
            "simulations/java/io/drillmaster/simulations");
  }

  @Test
  void everyTextIsFinishedAndBelongsToNoMachine() {
    List<String> breaches = new ArrayList<>();
    for (String path : ProjectFiles.all()) {
      breaches.addAll(Tidy.text(path, ProjectFiles.read(path)));
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void everyJavaFileIsShortAndNamesTheDomain() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    ProjectFiles.java().forEach(path -> texts.put(path, ProjectFiles.read(path)));
    assertThat(Tidy.java(texts)).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    List<String> breaches = new ArrayList<>();
    for (String folder : ProjectFiles.mainPackages()) {
      String info = folder + "/package-info.java";
      boolean there = Files.exists(ProjectFiles.TOP.resolve(info));
      breaches.addAll(Tidy.packageInfo(info, there ? ProjectFiles.read(info) : ""));
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> dead = new ArrayList<>();
    for (String path : ProjectFiles.markdown()) {
      Path file = ProjectFiles.TOP.resolve(path);
      dead.addAll(
          Readme.deadLinks(
              path,
              ProjectFiles.read(path),
              target -> Files.exists(file.resolveSibling(target).normalize())));
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void everyCommandShownExists() {
    Set<String> commands = new HashSet<>();
    for (String path : ProjectFiles.java()) {
      if (path.contains("/cli/")) {
        commands.addAll(Readme.declaredCommands(ProjectFiles.read(path)));
      }
    }
    List<String> unknown = new ArrayList<>();
    for (String path : ProjectFiles.markdown()) {
      unknown.addAll(Readme.unknownCommands(path, ProjectFiles.read(path), commands));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyClassNamedInTheDocumentsExists() {
    List<String> unknown = new ArrayList<>();
    for (String path : ProjectFiles.markdown()) {
      if (path.startsWith("src/docs/")) {
        unknown.addAll(Readme.unknownClasses(path, ProjectFiles.read(path), ProjectFiles.java()));
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void continuousIntegrationRunsTheReadmesTestCommand() {
    String command = "mvn -B verify";
    assertThat(ProjectFiles.read("README.md")).contains(command);
    assertThat(ProjectFiles.read(".ci/run").replace("-ntp ", "")).contains(command);
    assertThat(ProjectFiles.read(".github/workflows/verify.yml")).contains(command);
  }

  private static List<String> java(String text) throws IOException {
    return Tidy.java(Map.of("A.java", text));
  }

  @Test
  void unfinishedTextIsCaught() {
    assertThat(Tidy.text("A.java", "int a;\n// TO" + "DO later\n"))
        .containsExactly("A.java:2 is unfinished or switched off");
    assertThat(Tidy.text("A.java", "@Dis" + "abled void f() {}")).hasSize(1);
    assertThat(Tidy.text("A.java", "// FIX" + "ME\n// X" + "XX\n")).hasSize(2);
    assertThat(Tidy.text("A.java", "a method to do it, mastodon")).isEmpty();
  }

  @Test
  void pathsOfOneMachineAreCaught() {
    assertThat(Tidy.text("a.md", "see /ho" + "me/ann/notes"))
        .containsExactly("a.md:1 names a path of one machine");
    assertThat(Tidy.text("a.md", "cd /wo" + "rk/x\n\"/ro" + "ot/.m2\"\n(/Us" + "ers/ann)"))
        .hasSize(3);
    assertThat(Tidy.text("a.md", "https://example.org/work/x, src/work/y, /tmp/z")).isEmpty();
  }

  @Test
  void hostsOfRegistriesAreCaught() {
    assertThat(Tidy.text("pom.xml", "<url>https://re" + "po1.mav" + "en.org/mav" + "en2</url>"))
        .containsExactly("pom.xml:1 names the host of a package registry");
    assertThat(Tidy.text("pom.xml", "http://maven.apache.org/POM/4.0.0")).isEmpty();
  }

  @Test
  void aLongFileIsCaught() throws IOException {
    assertThat(java("class A {" + "\n".repeat(399) + "}")).isEmpty();
    assertThat(java("class A {" + "\n".repeat(400) + "}"))
        .containsExactly("A.java has 401 lines; use at most 400");
  }

  @Test
  void aLongMethodIsCaught() throws IOException {
    assertThat(java("class A { void f() {" + "\n".repeat(59) + "} }")).isEmpty();
    assertThat(java("class A { void f() {" + "\n".repeat(60) + "} }"))
        .containsExactly("A.java: method f has 61 lines; use at most 60");
  }

  @Test
  void anEmptyNameIsCaught() throws IOException {
    assertThat(java("package a.util; class FooHelper { enum FooImpl {} }"))
        .containsExactly(
            "A.java: package a.util says nothing by 'util'",
            "A.java: type FooHelper says nothing by 'Helper'",
            "A.java: type FooImpl says nothing by 'Impl'");
    assertThat(java("package a; class Implication { int manager; }")).isEmpty();
  }

  @Test
  void aPackageWithoutItsSentenceIsCaught() {
    assertThat(Tidy.packageInfo("p", "/** What. */ @NullMarked package p;")).isEmpty();
    assertThat(Tidy.packageInfo("p", "/** What. */ package p;")).hasSize(1);
    assertThat(Tidy.packageInfo("p", "@NullMarked package p;")).hasSize(1);
    assertThat(Tidy.packageInfo("p", "")).hasSize(1);
  }

  @Test
  void aDeadLinkIsCaught() {
    String text = "# A b\n[x](x.md) [y](y.md#z) [z](#a-b) [w](#c) [v](https://example.org)\n";
    assertThat(Readme.deadLinks("r.md", text, "x.md"::equals))
        .containsExactly(
            "r.md links to y.md#z, which does not exist", "r.md links to #c, which does not exist");
  }

  @Test
  void anUnknownCommandIsCaught() {
    String source = "@Command(\n    name = \"run\", description = {\"x\"}) @Command(name=\"heal\")";
    assertThat(Readme.declaredCommands(source)).containsExactlyInAnyOrder("run", "heal");
    assertThat(
            Readme.unknownCommands(
                "r.md", "`./drillmaster run x`, ./drillmaster fly", Set.of("run")))
        .containsExactly("r.md shows ./drillmaster fly, which is no command");
  }

  @Test
  void aClassThatIsGoneIsCaught() {
    assertThat(
            Readme.unknownClasses(
                "a.md",
                "`run.port.Target`, `run.Gone`, `run`, `x.y`",
                List.of("src/main/java/io/drillmaster/run/port/Target.java")))
        .containsExactly("a.md names run.Gone, which is no class");
  }
}
