package io.drillmaster.simulations.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AlarmClockTest {
  private static final long MILLI = 1_000_000;

  private record Task(long at, Runnable run) {}

  private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::at));
  private final List<String> rung = new ArrayList<>();
  private long now = 1_000_000_000_123L;
  private int wakeUps;
  private final long start = now;
  private final AlarmClock clock =
      new AlarmClock(() -> now, (nanos, run) -> tasks.add(new Task(now + nanos, run)));

  private Alarm alarm(String name) {
    return new Alarm(clock, at -> rung.add(name + "@" + (at - start) / MILLI));
  }

  private void runUntil(long millis) {
    while (!tasks.isEmpty() && tasks.peek().at() <= start + millis * MILLI) {
      Task task = tasks.poll();
      now = Math.max(now, task.at());
      wakeUps++;
      task.run().run();
    }
    now = start + millis * MILLI;
  }

  @Test
  void anAlarmRingsOnceLessThanATickAfterItsTime() {
    alarm("a").at(start + 10 * MILLI);
    runUntil(9);
    assertThat(rung).isEmpty();

    runUntil(14);
    assertThat(rung).hasSize(1).first().asString().matches("a@1[0-3]");
    runUntil(100);
    assertThat(rung).hasSize(1);
  }

  @Test
  void theLastSettingCounts() {
    Alarm later = alarm("later");
    later.at(start + 10 * MILLI);
    later.at(start + 50 * MILLI);
    Alarm earlier = alarm("earlier");
    earlier.at(start + 50 * MILLI);
    earlier.at(start + 10 * MILLI);
    Alarm off = alarm("off");
    off.at(start + 10 * MILLI);
    off.off();
    Alarm again = alarm("again");
    again.at(start + 10 * MILLI);
    again.off();
    again.at(start + 30 * MILLI);

    runUntil(29);
    assertThat(rung).hasSize(1).first().asString().startsWith("earlier@1");
    runUntil(100);
    assertThat(rung).hasSize(3);
    assertThat(rung.get(1)).startsWith("again@3");
    assertThat(rung.get(2)).startsWith("later@5");
  }

  @Test
  void aTimeThatHasPassedRingsAtOnceAndAnActionMaySetItsOwnAlarm() {
    List<Long> times = new ArrayList<>();
    Alarm[] self = new Alarm[1];
    self[0] =
        new Alarm(
            clock,
            at -> {
              times.add((at - start) / MILLI);
              if (times.size() < 3) {
                self[0].at(at + 20 * MILLI);
              }
            });
    self[0].at(start - 5 * MILLI);
    runUntil(200);

    assertThat(times).hasSize(3);
    assertThat(times.get(0)).isLessThan(5);
    assertThat(times.get(2)).isBetween(40L, 52L);
  }

  @Test
  void manyAlarmsShareAWakeUp() {
    for (int i = 0; i < 1_000; i++) {
      alarm("a").at(start + (long) (i * 0.1 * MILLI));
    }
    runUntil(200);

    assertThat(rung).hasSize(1_000);
    assertThat(wakeUps).isLessThan(40);
  }

  @Test
  void whateverIsSetEveryAlarmRingsInItsTick() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      long base = now;
      long[] wanted = new long[20];
      long[] rungAt = new long[20];
      Alarm[] alarms = new Alarm[20];
      for (int i = 0; i < alarms.length; i++) {
        int index = i;
        alarms[i] = new Alarm(clock, at -> rungAt[index] = at);
      }
      for (int step = 0; step < 100; step++) {
        int index = random.nextInt(alarms.length);
        wanted[index] = now + random.nextInt(50) * MILLI;
        rungAt[index] = 0;
        alarms[index].at(wanted[index]);
        runUntil((now - start) / MILLI + random.nextInt(3));
      }
      runUntil((now - start) / MILLI + 100);
      for (int i = 0; i < alarms.length; i++) {
        if (wanted[i] != 0) {
          assertThat(rungAt[i] - Math.max(wanted[i], base))
              .as("seed %d, alarm %d", seed, i)
              .isBetween(0L, AlarmClock.TICK_NANOS);
        }
      }
    }
  }
}
