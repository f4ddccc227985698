package io.drillmaster.chaos.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.TargetSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginePlaceTest {
  private static final TargetSpec.Images IMAGES = new TargetSpec.Images("ours", "redis:7");

  @TempDir Path folder;

  @Test
  void whereThereIsNoEngineIsSaidWhatWasTriedAndHowToGetOne() {
    String socket = "unix://" + folder.resolve("absent.sock");

    assertThat(ContainerTarget.refusal(IMAGES, Map.of("DOCKER_HOST", socket)))
        .contains(
            "target.containers: there is no container engine: tried %s (no such socket); install and start Docker (Debian: apt-get install docker.io), or set DOCKER_HOST=unix:///PATH to the socket of one"
                .formatted(socket));
  }

  @Test
  void anEngineElsewhereIsRefused() {
    assertThat(EnginePlace.refusal(Map.of("DOCKER_HOST", "tcp://build:2375")).orElseThrow())
        .startsWith("DOCKER_HOST is tcp://build:2375: ")
        .endsWith("or run drillmaster where the engine is");
  }

  @Test
  void nothingIsFetchedUnasked() throws Exception {
    Path socket = Files.createFile(folder.resolve("docker.sock"));
    Map<String, String> there = Map.of("DOCKER_HOST", "unix://" + socket);

    assertThat(EnginePlace.refusal(there).orElseThrow())
        .endsWith("start with ./drillmaster, or set TESTCONTAINERS_RYUK_DISABLED=true");
    assertThat(
            EnginePlace.refusal(
                Map.of("DOCKER_HOST", "unix://" + socket, "TESTCONTAINERS_RYUK_DISABLED", "true")))
        .isEmpty();
  }

  @Test
  void withoutADockerHostTheUsualSocketIsTried() {
    assertThat(EnginePlace.url(Map.of())).isEqualTo("unix:///var/run/docker.sock");
  }

  @Test
  void anImageThatIsMissingIsNamedWithTheCommandThatMakesIt() {
    FakeEngine engine = new FakeEngine();

    assertThat(ContainerTarget.refusal(engine, IMAGES).orElseThrow())
        .isEqualTo(
            "target.containers.image: there is no image ours here, and none is fetched; make it: mvn -B package -Dmaven.test.skip=true && docker build -t ours .");
    engine.images.add("ours");
    assertThat(ContainerTarget.refusal(engine, IMAGES).orElseThrow())
        .startsWith("target.containers.storeImage: there is no image redis:7 here")
        .contains("docker pull redis:7");
    engine.images.add("redis:7");
    assertThat(ContainerTarget.refusal(engine, IMAGES)).isEmpty();
  }
}
