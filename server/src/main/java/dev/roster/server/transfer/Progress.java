package dev.roster.server.transfer;

/** Hears how far a transfer is. */
@FunctionalInterface
public interface Progress {
  /** So many rows of the file are done. */
  void rows(String file, long count);
}
