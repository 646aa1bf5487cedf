package dev.roster.server.transfer;

/** Receives the progress of a transfer. */
@FunctionalInterface
public interface ProgressListener {
  /** So many rows of the file are done. */
  void rows(String file, long count);
}
