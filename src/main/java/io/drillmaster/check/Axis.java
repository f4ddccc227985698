package io.drillmaster.check;

import java.util.ArrayList;
import java.util.List;

/**
 * The bins of all series over time: a quarter of a second wide, doubled as often as it takes to
 * stay within {@link Figures#MOST_BINS}. Series made by one axis are kept in step.
 */
final class Axis {

  private static final long WIDTH = Stamps.SECOND / 4;

  /** How the values of two bins become one. */
  private enum Folding {
    /** A level holds until the right edge: the later one stands. */
    LEVEL,
    /** A count is summed. */
    COUNT
  }

  /** One value per bin; bins never written to are zero. */
  static final class Series {
    private final Folding folding;
    private int[] values = new int[0];

    private Series(Folding folding) {
      this.folding = folding;
    }

    private void ensure(int bin) {
      if (bin >= values.length) {
        values = java.util.Arrays.copyOf(values, Math.max(bin + 1, 2 * values.length));
      }
    }

    void set(int bin, int value) {
      ensure(bin);
      values[bin] = value;
    }

    void add(int bin, int value) {
      ensure(bin);
      values[bin] += value;
    }

    private void halve() {
      int[] halved = new int[(values.length + 1) / 2];
      for (int i = 0; i < values.length; i++) {
        if (folding == Folding.COUNT) {
          halved[i / 2] += values[i];
        } else if (i % 2 == 1 || i == values.length - 1) {
          halved[i / 2] = values[i];
        }
      }
      values = halved;
    }

    List<Integer> values(int bins) {
      List<Integer> list = new ArrayList<>(bins);
      for (int i = 0; i < bins; i++) {
        list.add(i < values.length ? values[i] : 0);
      }
      return list;
    }
  }

  private final List<Series> series = new ArrayList<>();
  private long from = Stamps.NEVER;
  private long width = WIDTH;
  private int bins;

  Series level() {
    return register(new Series(Folding.LEVEL));
  }

  Series count() {
    return register(new Series(Folding.COUNT));
  }

  private Series register(Series made) {
    series.add(made);
    return made;
  }

  /** The bin of a stamp; the axis grows to hold it. Stamps before the first fall into bin 0. */
  int bin(long at) {
    if (from == Stamps.NEVER) {
      from = at;
    }
    long bin = Math.max(0, (at - from) / width);
    while (bin >= Figures.MOST_BINS) {
      width *= 2;
      bin /= 2;
      series.forEach(Series::halve);
      bins = (bins + 1) / 2;
    }
    bins = Math.max(bins, (int) bin + 1);
    return (int) bin;
  }

  int bins() {
    return bins;
  }

  /** Right edges in seconds from zero. */
  List<Double> edges(long zero) {
    List<Double> edges = new ArrayList<>(bins);
    for (int i = 0; i < bins; i++) {
      edges.add(Rounded.seconds(from + (i + 1) * width - zero));
    }
    return edges;
  }
}
