package dev.roster.drills.history;

import java.util.List;

/** A part of the model that histories are checked against. */
interface Rule {
  /** The anomalies of the history that this rule knows; empty for a correct one. */
  List<Anomaly> check(History history);
}
