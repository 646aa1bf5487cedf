package dev.roster.benchmarks.floor;

/** Paths of the floors: the scenario's name, then the path that a real server has. */
public final class FloorPath {
  /** The prefix of the path of a scenario, with its name for {@code %s}. */
  public static final String PREFIX = "/%s";

  private FloorPath() {}

  /** The name of the scenario in a path. */
  static String scenario(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? path.substring(1) : path.substring(1, end);
  }
}
