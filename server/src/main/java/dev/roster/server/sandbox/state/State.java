package dev.roster.server.sandbox.state;

/** Fills a fixture with what a named state promises. */
@FunctionalInterface
interface State {
  void fill(StateFixture fixture, Parameters parameters);
}
