package dev.roster.server.directory;

import java.util.List;

/**
 * A slice of a list.
 *
 * @param total how many entries the whole list has
 */
public record Page<T>(long total, List<T> entries) {
  public Page {
    entries = List.copyOf(entries);
  }
}
