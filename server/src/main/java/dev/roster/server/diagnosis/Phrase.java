package dev.roster.server.diagnosis;

import java.time.Duration;
import java.util.List;

/** Numbers and names as findings write them. */
final class Phrase {
  private static final int MOST_NAMES = 5;

  private Phrase() {}

  static String seconds(Duration time) {
    return time.toMinutes() < 2 ? time.toSeconds() + " s" : time.toMinutes() + " min";
  }

  static String names(List<String> all) {
    return String.join(", ", all.subList(0, Math.min(all.size(), MOST_NAMES)))
        + (all.size() > MOST_NAMES ? " and " + (all.size() - MOST_NAMES) + " more" : "");
  }

  static String count(long number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }
}
