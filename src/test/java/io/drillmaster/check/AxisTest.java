package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

  private static final long QUARTER = Stamps.SECOND / 4;

  @Test
  void keepsLevelsAndCountsPerQuarterOfASecond() {
    Axis axis = new Axis();
    Axis.Series level = axis.level();
    Axis.Series count = axis.count();
    level.set(axis.bin(1000), 7);
    count.add(axis.bin(1000), 1);
    count.add(axis.bin(1000 + QUARTER), 2);
    level.set(axis.bin(1000 + QUARTER), 8);
    assertThat(level.values(axis.bins())).isEqualTo(List.of(7, 8));
    assertThat(count.values(axis.bins())).isEqualTo(List.of(1, 2));
    assertThat(axis.edges(1000)).isEqualTo(List.of(0.25, 0.5));
  }

  @Test
  void doublesItsBinsToStayBounded() {
    Axis axis = new Axis();
    Axis.Series count = axis.count();
    Axis.Series level = axis.level();
    for (int i = 0; i < 5_000; i++) {
      int bin = axis.bin(i * QUARTER);
      count.add(bin, 1);
      level.set(bin, i);
    }
    assertThat(axis.bins()).isLessThanOrEqualTo(Figures.MOST_BINS);
    assertThat(count.values(axis.bins()).stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(5_000);
    assertThat(level.values(axis.bins())).isSorted().endsWith(4_999);
  }

  @Test
  void survivesAStampFarInTheFuture() {
    Axis axis = new Axis();
    Axis.Series count = axis.count();
    count.add(axis.bin(0), 1);
    count.add(axis.bin(1_000_000L * Stamps.SECOND), 1);
    assertThat(count.values(axis.bins()).stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
  }
}
