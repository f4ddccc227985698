package io.drillmaster.twin.role;

import io.drillmaster.twin.store.StoreAnswer.Booted;
import io.drillmaster.twin.store.StoreAnswer.Renewal;
import io.drillmaster.twin.store.StoreAnswer.SealedNow;
import io.drillmaster.twin.store.StoreAnswer.Sealing;
import io.drillmaster.twin.store.StoreAnswer.Swept;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * This incarnation's place in the cluster: boot, renewal of its lease, and the sweep that seals
 * those whose lease is gone and reads the log of the dead.
 */
final class Membership {

  private static final Duration BOOT_RETRY = Duration.ofMillis(500);
  private static final Duration SLOW_SWEEP = Duration.ofSeconds(10);
  private static final Duration STOP_BOUND = Duration.ofSeconds(2);

  private final RoleContext context;
  private final Lease lease;
  private final Webhooks webhooks;
  private final Listener listener;
  private String epoch = "";
  private long position;
  private boolean isSweeping;

  /** Who learns what membership finds out. */
  interface Listener {

    /** Registered: begin to work. */
    void registered();

    /** Another incarnation is sealed. */
    void sealed(String incarnation);

    /** This incarnation sealed another one. */
    void sealedByUs();

    /** This incarnation must not go on. */
    void halt(String why);
  }

  Membership(RoleContext context, Lease lease, Webhooks webhooks, Listener listener) {
    this.context = context;
    this.lease = lease;
    this.webhooks = webhooks;
    this.listener = listener;
  }

  void boot() {
    long askedNanos = context.nowNanos();
    StoreCommand.Boot boot =
        new StoreCommand.Boot(
            context.config.node(),
            context.config.nodeId(),
            context.config.address(),
            context.clocks.lease().toMillis(),
            context.ids.epoch());
    context.ask(
        boot,
        (Booted booted) -> booted(booted, askedNanos),
        why -> context.after(BOOT_RETRY, this::boot));
  }

  private void booted(Booted booted, long askedNanos) {
    lease.granted(askedNanos, context.nowNanos());
    epoch = booted.epoch();
    position = booted.deadlogPosition();
    context.isReplacement(position > 0);
    context.registeredAs(booted.incarnation());
    if (context.config.holdsNodeLock()) {
      // While we hold the node's lock no older process of it lives, not even a stopped one.
      booted.older().forEach(older -> seal(older, true));
    }
    later(context.clocks.renewEvery(), this::renew);
    sweepLater();
    webhooks.masterRegistered();
    listener.registered();
  }

  private void renew() {
    long askedNanos = context.nowNanos();
    context.ask(
        new StoreCommand.Renew(
            context.incarnation(),
            epoch,
            context.clocks.lease().toMillis(),
            context.answeredWrites()),
        (Renewal renewal) -> renewed(renewal, askedNanos),
        this::renewalFailed);
    later(context.clocks.renewEvery(), this::renew);
  }

  /** Under a bug the scheduler leaves out what it slept through, and begins a new period. */
  private void later(Duration period, Runnable action) {
    long dueNanos = context.nowNanos() + period.toNanos();
    context.after(
        period,
        () -> {
          boolean overslept = context.nowNanos() - dueNanos > period.toNanos();
          if (overslept && context.wakesAsZombie()) {
            later(period, action);
          } else {
            action.run();
          }
        });
  }

  private void renewed(Renewal renewal, long askedNanos) {
    if (renewal == Renewal.RENEWED) {
      lease.granted(askedNanos, context.nowNanos());
    } else {
      lease.drop();
      listener.halt("lease " + renewal);
    }
  }

  /** Silence of the store is not yet the end: the clock decides. */
  private void renewalFailed(String why) {
    if (lease.endsOnlyByFailure()) {
      lease.drop();
      listener.halt("renewal failed: " + why);
    }
  }

  private void sweepAgain() {
    sweep();
    sweepLater();
  }

  private void sweepLater() {
    later(context.clocks.sweepEvery(), this::sweepAgain);
  }

  /** Looks now; one look at a time. */
  void sweep() {
    if (!isSweeping) {
      isSweeping = true;
      context.ask(new StoreCommand.Sweep(position), this::swept, why -> isSweeping = false);
    }
  }

  private void swept(Swept swept) {
    isSweeping = false;
    position = Math.max(position, swept.position());
    for (String dead : swept.dead()) {
      if (dead.equals(context.incarnation())) {
        lease.drop();
        listener.halt("sealed by a peer");
        return;
      }
      context.peerSealed();
      listener.sealed(dead);
    }
    for (String expired : swept.expired()) {
      if (!expired.equals(context.incarnation())) {
        if (context.has(Bug.SLOW_SWEEP)) {
          context.after(SLOW_SWEEP, () -> seal(expired, false));
        } else {
          seal(expired, false);
        }
      }
    }
  }

  private void seal(String incarnation, boolean force) {
    Consumer<Sealing> done =
        sealing -> {
          if (sealing instanceof SealedNow now) {
            webhooks.masterCrashed(now.nodeId(), now.address(), now.lost());
            listener.sealedByUs();
            sweep();
          }
        };
    context.ask(new StoreCommand.Seal(incarnation, force), done, why -> {});
  }

  /** Gives up the lease and seals itself, so that nobody has to wait for the expiry. */
  void stop(String reason) {
    lease.drop();
    Runnable end = () -> listener.halt(reason);
    context.ask(
        new StoreCommand.Seal(context.incarnation(), true),
        (Sealing done) -> end.run(),
        why -> end.run());
    context.after(STOP_BOUND, end);
  }
}
