package io.drillmaster.chaos.process;

import io.drillmaster.chaos.Driver;
import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.PacketFilter;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.twin.TwinHosts;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Adds partitions to what can befall the processes of a twin: rules of the host's packet filter
 * lose or refuse what passes between the victim's address and those of others. Every node dials
 * from its own address; the harness, at 127.0.0.1, is never cut off. Thread-safe.
 */
final class NetworkDriver implements Driver {
  private static final int CHAIN_BYTES = 6;
  private static final String LOST = "-j DROP";
  private static final String REFUSED = "-p tcp -j REJECT --reject-with tcp-reset";

  private final ProcessDriver processes;
  private final Iptables rules;
  private final Consumer<String> guarded;
  private final SecureRandom random = new SecureRandom();

  /**
   * A driver.
   *
   * @param processes does all other faults
   * @param guarded gets the name of each chain before it is made, to take it away should we die
   */
  NetworkDriver(ProcessDriver processes, Iptables rules, Consumer<String> guarded) {
    this.processes = processes;
    this.rules = rules;
    this.guarded = guarded;
  }

  @Override
  public Intent intent(Fault fault, Node node) {
    Intent intent = processes.intent(fault, node);
    if (!(fault instanceof Fault.Partition partition)) {
      return intent;
    }
    rules.refusal().ifPresent(why -> refuse(fault, why));
    try {
      return intent.with(new PacketFilter(chain(), rules(partition, node.addresses().get(0))));
    } catch (IllegalArgumentException shared) {
      throw refused(fault, String.valueOf(shared.getMessage()));
    }
  }

  private static void refuse(Fault fault, String why) {
    throw refused(fault, why);
  }

  private static Nemesis.Refused refused(Fault fault, String why) {
    return new Nemesis.Refused("fault %s refused: %s".formatted(fault.name(), why));
  }

  private String chain() {
    byte[] bytes = new byte[CHAIN_BYTES];
    random.nextBytes(bytes);
    return "drill-" + HexFormat.of().formatHex(bytes);
  }

  /**
   * A node is never cut off from itself: a master's entry talks to its own server. A reset that a
   * rule sends must pass the others.
   */
  private static List<String> rules(Fault.Partition fault, String address) {
    String victim = address.substring(0, address.lastIndexOf(':'));
    boolean isRefused = fault.kind() == FaultKind.REFUSE;
    List<String> rules = new ArrayList<>();
    rules.add("-s %s -d %s -j RETURN".formatted(victim, victim));
    if (isRefused) {
      rules.add("-p tcp --tcp-flags RST RST -j RETURN");
    }
    String fate = isRefused ? REFUSED : LOST;
    for (Role role : fault.from().stream().sorted().toList()) {
      for (String others : TwinHosts.ranges(address, Roles.of(role))) {
        if (fault.way() != Fault.Way.IN) {
          rules.add("-s %s -m iprange --dst-range %s %s".formatted(victim, others, fate));
        }
        if (fault.way() != Fault.Way.OUT) {
          rules.add("-d %s -m iprange --src-range %s %s".formatted(victim, others, fate));
        }
      }
    }
    return rules;
  }

  /** The address of a far end that no node has yet, so that the probe socket is cut off too. */
  @Override
  public Optional<String> seat(Fault fault, Node node) {
    return fault.from().stream()
        .sorted()
        .findFirst()
        .map(role -> TwinHosts.last(node.addresses().get(0), Roles.of(role)));
  }

  @Override
  public boolean isPresent(Intent intent) {
    return processes.isPresent(intent);
  }

  @Override
  public void act(Intent intent) {
    PacketFilter filter = intent.filter().orElse(null);
    if (filter == null) {
      processes.act(intent);
      return;
    }
    processes.claim(intent);
    guarded.accept(filter.chain());
    rules.add(filter);
  }

  @Override
  public Optional<String> effect(Intent intent) {
    PacketFilter filter = intent.filter().orElse(null);
    if (filter == null) {
      return processes.effect(intent);
    }
    return rules.isIn(filter.chain())
        ? Optional.of("%d packet rules in force".formatted(filter.rules().size()))
        : Optional.empty();
  }

  @Override
  public void undo(Intent intent) {
    intent.filter().ifPresent(filter -> rules.remove(filter.chain()));
    processes.undo(intent);
  }

  @Override
  public Healing healing(Intent intent, long actedAt) {
    if (intent.filter().filter(filter -> rules.isIn(filter.chain())).isPresent()) {
      return new Healing(State.BROKEN, "packet rules in force");
    }
    return processes.healing(intent, actedAt);
  }

  @Override
  public boolean isPrivate() {
    return processes.isPrivate();
  }
}
