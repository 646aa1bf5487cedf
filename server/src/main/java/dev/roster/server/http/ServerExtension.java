package dev.roster.server.http;

import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;

/**
 * Adds to the server of the contracts: doors with resources of their own, and a handler around
 * everything. Only a sandbox has one; a server in production has {@link #NONE}, so that nothing of
 * it is there to be reached.
 *
 * @param doors asked for their paths before all others
 * @param resources what JAX-RS calls for these doors
 * @param around puts a handler around the front; returns the front itself to put none
 */
public record ServerExtension(
    List<Door> doors, List<Object> resources, Function<FrontHandler, Handler> around) {
  /** Nothing. */
  public static final ServerExtension NONE =
      new ServerExtension(List.of(), List.of(), front -> front);

  public ServerExtension {
    doors = List.copyOf(doors);
    resources = List.copyOf(resources);
  }
}
