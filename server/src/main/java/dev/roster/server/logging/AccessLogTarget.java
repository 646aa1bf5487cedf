package dev.roster.server.logging;

import java.nio.file.Path;

/** The place of the access log. */
public sealed interface AccessLogTarget {
  /** That of the other events. */
  record SharedLog() implements AccessLogTarget {}

  /** A file of its own. */
  record OwnFile(Path path) implements AccessLogTarget {}

  /** Nowhere, until the level of the logger is set while the server runs. */
  record Off() implements AccessLogTarget {}
}
