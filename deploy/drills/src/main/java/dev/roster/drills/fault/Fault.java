package dev.roster.drills.fault;

import java.util.List;
import java.util.Optional;

/**
 * A fault of a cluster. It is injected once and lifted once.
 *
 * <p>{@link #close} ends what is left of it, also where the drill broke off.
 */
public interface Fault extends AutoCloseable {
  /** Makes the fault, and returns when it holds. */
  void inject();

  /** Ends the fault, and returns when its cause is gone. The server may need longer to recover. */
  void lift();

  /** Reports whether the fault was seen to act, by something else than the calls of clients. */
  boolean wasHit();

  /** The observation that {@link #wasHit} reports, for a person. */
  String evidence();

  /** A bearer token that a part of the reads shall use. */
  default Optional<String> token() {
    return Optional.empty();
  }

  /**
   * Waits for what the fault delayed, after the traffic has ended.
   *
   * @return what did not happen as it should, nothing if all did
   */
  default List<String> complaints() {
    return List.of();
  }

  @Override
  default void close() {}
}
