package dev.roster.drills.load;

import dev.roster.drills.cluster.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** Invites, and repeats each invitation under its key until it is acknowledged. */
final class Inviter {
  private static final String TOKEN = "demo-admin-token";

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
  private static final int MAX_DOUBLINGS = 5;

  private final Client client;
  private final ConcurrentLinkedQueue<Write> writes = new ConcurrentLinkedQueue<>();
  private volatile long giveUpAt = Long.MAX_VALUE;

  Inviter(Client client) {
    this.client = client;
  }

  /** Ends the repetition at this time of the traffic. */
  void giveUpAt(long millis) {
    giveUpAt = millis;
  }

  List<Write> writes() {
    return List.copyOf(writes);
  }

  /**
   * Invites an address of its own.
   *
   * @param again whether it is repeated once more after it was acknowledged
   */
  void invite(String name, int replica, boolean again) {
    String address = name + "@drill.example";
    List<String> ids = new ArrayList<>();
    int at = replica;
    int failures = 0;
    int wanted = again ? 2 : 1;
    while (ids.size() < wanted) {
      Response response =
          client.post(
              Operation.INVITE,
              at,
              "invitations/",
              TOKEN,
              name,
              "{\"email\": \"" + address + "\", \"auth_group\": 3}");
      if (response.call().succeeded()) {
        ids.add(response.body().path("id").asText());
      } else if (!mayBeRepeated(response.call()) || client.now() > giveUpAt) {
        break;
      } else {
        Await.pass(pause(response, ++failures));
      }
      at = (at + 1) % client.replicas();
    }
    writes.add(new Write(address, ids));
  }

  /** At least {@code Retry-After}, twice as long each time, and not the same for all clients. */
  private static Duration pause(Response response, int failures) {
    long doubled = FIRST_PAUSE.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long least = Math.max(response.pause().toMillis(), doubled);
    long jittered = least + ThreadLocalRandom.current().nextLong(least);
    return Duration.ofMillis(Math.min(jittered, LONGEST_PAUSE.toMillis()));
  }

  private static boolean mayBeRepeated(Call call) {
    return call.status() == 0 || call.status() == 503 || call.status() == 500;
  }
}
