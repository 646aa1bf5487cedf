package dev.roster.server.sandbox.state;

/** Fills a scene with what a named state promises. */
@FunctionalInterface
interface State {
  void fill(StateFixture scene, Parameters parameters);
}
