package dev.roster.drills.monitoring;

import dev.roster.drills.fault.Fault;

/** A fault that an alert reports. It is made once, and ended by {@link #close}. */
@FunctionalInterface
interface AlertFault extends AutoCloseable {
  /** Makes the fault. */
  void make();

  @Override
  default void close() {}

  /** A fault of the drills under traffic. */
  static AlertFault of(Fault fault) {
    return new AlertFault() {
      @Override
      public void make() {
        fault.inject();
      }

      @Override
      public void close() {
        fault.close();
      }
    };
  }
}
