/**
 * The Java client of the Coolset Accounts API ({@link dev.roster.client.CoolsetClient}) and of the
 * Compleat Users API ({@link dev.roster.client.CompleatClient}).
 */
module dev.roster.client {
  requires transitive dev.roster.api.model;
  requires transitive java.net.http;
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jsr310;

  exports dev.roster.client;
  exports dev.roster.client.transport;
}
