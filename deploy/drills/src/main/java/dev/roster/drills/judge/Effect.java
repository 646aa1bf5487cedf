package dev.roster.drills.judge;

/** The effect that a fault may have on calls. */
public enum Effect {
  /** 503 with {@code Retry-After} is allowed. */
  UNAVAILABLE,
  /** The same, and no response at all from the first replica, which is killed. */
  REPLICA_GONE,
  /** Every call succeeds. */
  NONE
}
