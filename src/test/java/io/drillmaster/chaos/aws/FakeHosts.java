package io.drillmaster.chaos.aws;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Machines that a test sets by hand; commands answer what the test says. */
final class FakeHosts implements Hosts {
  static final HostCommand PENDING = new HostCommand("Pending", -1, "", "");

  final Set<String> online = new TreeSet<>();
  final List<String> log = new ArrayList<>();

  /** The last one again and again. */
  final Deque<HostCommand> answers = new ArrayDeque<>();

  @Nullable CloudException refusal;

  static HostCommand done(String stamp) {
    return new HostCommand("Success", 0, "drillmaster-at " + stamp + "\n", "");
  }

  @Override
  public Set<String> online(List<String> instances) {
    if (refusal != null) {
      throw refusal;
    }
    Set<String> found = new TreeSet<>(online);
    found.retainAll(instances);
    return found;
  }

  @Override
  public String send(String instance, List<String> script, String what) {
    if (refusal != null) {
      throw refusal;
    }
    log.add(what + " on " + instance);
    return "c" + log.size();
  }

  @Override
  public HostCommand command(String id, String instance) {
    return answers.size() > 1 ? answers.remove() : answers.element();
  }

  @Override
  public void cancel(String id, String instance) {
    log.add("cancel " + id);
  }
}
