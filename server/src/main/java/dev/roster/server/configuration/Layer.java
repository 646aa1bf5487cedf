package dev.roster.server.configuration;

/** The places that give values to keys. A later one replaces the value of an earlier one. */
public enum Layer {
  DEFAULT,
  FILE,
  ENVIRONMENT,
  COMMAND_LINE
}
