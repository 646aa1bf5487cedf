package dev.roster.client;

import java.time.Duration;

/** Waits between a failure and the retry. */
@FunctionalInterface
interface Sleeper {
  void sleep(Duration wait) throws InterruptedException;
}
