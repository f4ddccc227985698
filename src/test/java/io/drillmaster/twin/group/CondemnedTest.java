package io.drillmaster.twin.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CondemnedTest {

  private final List<String> ended = new ArrayList<>();

  @Test
  void whoIsUnderNoFaultIsEndedAtOnce(@TempDir Path folder) {
    new Condemned(Marks.of(folder), ended::add).add("n1#a");
    assertThat(ended).containsExactly("n1#a");
  }

  @Test
  void whoIsUnderAFaultIsEndedOnceWhenItIsLetGo(@TempDir Path folder) {
    Marks marks = Marks.of(folder);
    Condemned condemned = new Condemned(marks, ended::add);
    marks.set("n1#a");
    condemned.add("n1#a");
    condemned.endThoseLetGo();
    assertThat(ended).isEmpty();
    marks.clear("n1#a");
    condemned.endThoseLetGo();
    condemned.endThoseLetGo();
    assertThat(ended).containsExactly("n1#a");
  }
}
