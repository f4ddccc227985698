package io.drillmaster.check;

/** A member as the generated cluster knows it. */
final class GeneratedMember {
  final String name;

  /** With which it was in before anything broke. */
  final String firstCon;

  String con;
  String entry;

  /** From when on its present connection is served; room signals reach it from then on. */
  double servedFrom = -20;

  /** When it lost service, if it did; the gap ends at {@code servedFrom}. */
  double outFrom = Double.MAX_VALUE;

  long life;

  /** Put out by a room signal in the gap, and not in again yet. */
  boolean evicted;

  GeneratedMember(String name, String con, String entry, long life) {
    this.name = name;
    this.firstCon = con;
    this.con = con;
    this.entry = entry;
    this.life = life;
  }

  /** Its connection before or after the outage. */
  String conAt(double at) {
    return at < 0 ? firstCon : con;
  }

  boolean receives(double at) {
    return at < outFrom - 0.2 || at > servedFrom + 0.2;
  }
}
