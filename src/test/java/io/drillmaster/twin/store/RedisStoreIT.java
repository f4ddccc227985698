package io.drillmaster.twin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.time.Pause;
import io.drillmaster.twin.store.StoreAnswer.Booted;
import io.drillmaster.twin.store.StoreAnswer.Created;
import io.drillmaster.twin.store.StoreAnswer.Fenced;
import io.drillmaster.twin.store.StoreAnswer.Quarantined;
import io.drillmaster.twin.store.StoreAnswer.Renewal;
import io.drillmaster.twin.store.StoreAnswer.SealRefused;
import io.drillmaster.twin.store.StoreAnswer.Sealed;
import io.drillmaster.twin.store.StoreAnswer.SealedBefore;
import io.drillmaster.twin.store.StoreAnswer.SealedNow;
import io.drillmaster.twin.store.StoreCommand.Boot;
import io.drillmaster.twin.store.StoreCommand.Create;
import io.drillmaster.twin.store.StoreCommand.IsSealed;
import io.drillmaster.twin.store.StoreCommand.Lookup;
import io.drillmaster.twin.store.StoreCommand.Nodes;
import io.drillmaster.twin.store.StoreCommand.PresetEpoch;
import io.drillmaster.twin.store.StoreCommand.Renew;
import io.drillmaster.twin.store.StoreCommand.Seal;
import io.drillmaster.twin.store.StoreCommand.Sweep;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only real time and a real server can show: expiry, clock, password, loss of the server. */
class RedisStoreIT {

  private static final String PASSWORD = "redis-store-it";

  @TempDir Path folder;
  private RedisProcess redis;
  private RedisStore store;

  @BeforeEach
  void start() throws Exception {
    redis = RedisProcess.start(InetAddress.getLoopbackAddress(), 0, PASSWORD, folder);
    store = RedisStore.connect(redis.address());
  }

  @AfterEach
  void stop() {
    store.close();
    redis.close();
  }

  private <A extends StoreAnswer> A run(StoreCommand<A> command) throws Exception {
    return store.run(command).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void anExpiredLeaseIsNeverRenewedAndLetsTheIncarnationBeSealed() throws Exception {
    run(new PresetEpoch("fresh"));
    Booted m1 = run(new Boot("m1", "master_1", "127.0.0.1:1", 60_000, "unused"));
    assertThat(run(new Create("room", m1.incarnation(), 5_000))).isInstanceOf(Created.class);
    assertThat(run(new Seal(m1.incarnation(), false))).isEqualTo(new SealRefused());
    assertThat(run(new Renew(m1.incarnation(), m1.epoch(), 150, 0))).isEqualTo(Renewal.RENEWED);
    assertThat(
            Pause.until(
                () -> expired().contains(m1.incarnation()),
                Duration.ofMillis(20),
                Duration.ofSeconds(5)))
        .isTrue();
    assertThat(run(new Renew(m1.incarnation(), m1.epoch(), 150, 0))).isEqualTo(Renewal.EXPIRED);
    assertThat(run(new Create("other", m1.incarnation(), 5_000))).isEqualTo(new Fenced());
    SealedNow sealed = (SealedNow) run(new Seal(m1.incarnation(), false));
    assertThat(sealed.lost()).extracting(StoreAnswer.LostLife::sessionId).containsExactly("room");
    assertThat(run(new Sweep(0)).dead()).containsExactly(m1.incarnation());
  }

  @Test
  void aCommandThatIsUsedForTheFirstTimeIsNotOvertakenByALaterOne() throws Exception {
    run(new PresetEpoch("fresh"));
    Booted m1 = run(new Boot("m1", "master_1", "127.0.0.1:1", 60_000, "unused"));
    assertThat(run(new Seal("unknown#1", false))).isEqualTo(new SealedBefore());
    var before = store.run(new IsSealed(m1.incarnation()));
    var sealing = store.run(new Seal(m1.incarnation(), true));
    assertThat(sealing.toCompletableFuture().get(10, TimeUnit.SECONDS))
        .isInstanceOf(SealedNow.class);
    assertThat(before.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(new Sealed(false));
  }

  private List<String> expired() {
    return store.run(new Sweep(0)).toCompletableFuture().join().expired();
  }

  @Test
  void aLifeIsTheTimeOfTheStore() throws Exception {
    run(new PresetEpoch("fresh"));
    Booted m1 = run(new Boot("m1", "master_1", "127.0.0.1:1", 60_000, "unused"));
    long before = java.time.Instant.now().toEpochMilli();
    Created created = (Created) run(new Create("room", m1.incarnation(), 5_000));
    assertThat(created.life()).isBetween(before - 1_000, before + 5_000);
    assertThat(created.createdAtMillis()).isEqualTo(created.life());
  }

  @Test
  void aStoreRestartedEmptyFencesItsOwnersAndIsQuarantined() throws Exception {
    run(new PresetEpoch("fresh"));
    Booted old = run(new Boot("m1", "master_1", "127.0.0.1:1", 60_000, "unused"));
    store.empty().toCompletableFuture().get(10, TimeUnit.SECONDS);
    Booted young = run(new Boot("m2", "master_2", "127.0.0.1:2", 60_000, "second"));
    assertThat(run(new Renew(old.incarnation(), old.epoch(), 60_000, 0)))
        .isEqualTo(Renewal.OTHER_EPOCH);
    assertThat(young.boot()).isGreaterThan(1_700_000_000_000L);
    assertThat(run(new Create("room", young.incarnation(), 60_000)))
        .isInstanceOf(Quarantined.class);
  }

  @Test
  void aStoreThatFailsOverKeepsWhatWasSavedAndTellsAnOwnerWhatIsLost() throws Exception {
    run(new PresetEpoch("fresh"));
    Booted m1 = run(new Boot("m1", "master_1", "127.0.0.1:1", 60_000, "unused"));
    run(new Create("kept", m1.incarnation(), 0));
    store.save().toCompletableFuture().get(10, TimeUnit.SECONDS);
    run(new Create("lost", m1.incarnation(), 0));
    redis.close();
    store.close();

    redis =
        RedisProcess.start(
            InetAddress.getLoopbackAddress(), redis.address().port(), PASSWORD, folder);
    store = RedisStore.connect(redis.address());

    assertThat(run(new Lookup("kept")).session()).isNotNull();
    assertThat(run(new Lookup("lost")).session()).isNull();
    assertThat(run(new Renew(m1.incarnation(), m1.epoch(), 60_000, 1))).isEqualTo(Renewal.RENEWED);
    assertThat(run(new Renew(m1.incarnation(), m1.epoch(), 60_000, 2)))
        .isEqualTo(Renewal.LOST_WRITES);
  }

  @Test
  void commandsFailWhenTheServerIsGone() {
    redis.close();
    assertThatThrownBy(() -> run(new Nodes())).isInstanceOf(Exception.class);
  }

  @Test
  void aWrongPasswordIsRefusedAndNotPrinted() {
    StoreAddress real = redis.address();
    StoreAddress wrong = new StoreAddress(real.host(), real.port(), "wrong-password");
    assertThatThrownBy(() -> RedisStore.connect(wrong))
        .isInstanceOf(io.lettuce.core.RedisException.class);
    assertThat(real.toString()).doesNotContain(PASSWORD);
  }

  @Test
  void withoutAnInstalledServerTheOneOfTheJarIsUnpacked() throws Exception {
    Path program = RedisProcess.executable(folder.resolve("unpacked"), "/nowhere");
    assertThat(program).isExecutable().startsWith(folder);
    assertThat(java.nio.file.Files.size(program)).isGreaterThan(1_000_000);
  }

  @Test
  void onlyLoopbackAndUnremarkablePasswordsAreAllowed() throws Exception {
    java.net.InetAddress elsewhere = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
    assertThatThrownBy(() -> RedisProcess.start(elsewhere, 0, PASSWORD, folder))
        .hasMessage("redis on 192.0.2.1 is not allowed; use an address of 127.0.0.0/8");
    assertThatThrownBy(
            () -> RedisProcess.start(InetAddress.getLoopbackAddress(), 0, "no\nnew lines", folder))
        .hasMessage("the redis password is not allowed; use 8 to 128 letters, digits, _ or -");
  }
}
