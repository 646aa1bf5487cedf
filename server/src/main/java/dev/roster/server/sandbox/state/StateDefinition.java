package dev.roster.server.sandbox.state;

/** The definition of a named state: fills a fixture with it. */
@FunctionalInterface
interface StateDefinition {
  void fill(StateFixture fixture, StateParameters parameters);
}
