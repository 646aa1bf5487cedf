package dev.roster.alignment.mutation;

import java.util.List;

/** The test classes of which a check is made, for changes that need a running program. */
public interface CheckTests {
  /**
   * The names of the test classes, to be run in this order.
   *
   * @param check the key of the check, or one that a catalogue made up
   * @param provider the provider of the pacts; empty for a change of the client
   */
  List<String> of(String check, String provider);
}
