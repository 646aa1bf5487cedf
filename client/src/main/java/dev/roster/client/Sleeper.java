package dev.roster.client;

import java.time.Duration;

/** Lets time pass between a failure and the retry. */
@FunctionalInterface
interface Sleeper {
  void sleep(Duration wait) throws InterruptedException;
}
