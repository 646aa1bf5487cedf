package dev.roster.server.boot;

import org.jspecify.annotations.Nullable;

/** Stops one part after the other, each whatever happened to those before. */
final class Shutdown {
  private @Nullable Throwable failure;

  void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error failed) {
      if (failure == null) {
        failure = failed;
      } else {
        failure.addSuppressed(failed);
      }
    }
  }

  /** Throws what the first step threw that failed, with the others suppressed. */
  void finish() {
    switch (failure) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalStateException(failure);
    }
  }
}
