package dev.roster.alignment.evolution;

import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.openapi.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compares the addresses under which a document, a path or an operation is served. */
final class ServerChanges {
  private static final String SERVERS = "servers";

  private ServerChanges() {}

  static void compare(ChangeList changes, Place old, Place now) {
    Map<String, String> before = servers(old);
    Map<String, String> after = servers(now);
    before.forEach((server, url) -> {
      if (!after.containsKey(server)) {
        String why = "who calls " + url + " may find nobody there";
        changes.add(Severity.BREAKING, "server " + server + " removed", why, old, now);
      }
    });
    after.forEach((server, url) -> {
      if (!before.containsKey(server)) {
        String why = "who is generated anew calls " + url;
        changes.add(Severity.RISKY, "server " + server + " added", why, old, now);
      }
    });
    boolean sameServers = before.keySet().equals(after.keySet());
    if (sameServers && !Definition.same(old.child(SERVERS), now.child(SERVERS))) {
      String what = "servers in another order: " + String.join(" ", after.keySet());
      changes.add(Severity.BREAKING, what, "clients take the first one", old, now);
    }
  }

  /** Each server as a whole, variables included, with its URL. */
  private static Map<String, String> servers(Place owner) {
    Map<String, String> found = new LinkedHashMap<>();
    owner
        .child(SERVERS)
        .children()
        .forEach(server -> found.put(Definition.brief(server), server.text("url")));
    return found;
  }
}
