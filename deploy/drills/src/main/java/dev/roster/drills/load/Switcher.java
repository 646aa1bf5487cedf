package dev.roster.drills.load;

import dev.roster.drills.cluster.Await;
import java.time.Duration;

/** Switches the workspace of one user to and fro, one switch after the other. */
final class Switcher {
  private static final String TOKEN = "demo-owner-token";
  private static final long[] COMPANIES = {9_000_001, 9_000_002};
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A switch whose end nobody knows may be carried out as long as its statement lives. */
  private static final long UNKNOWN_MILLIS = 15_000;

  private final Client client;
  private final String prefix;
  private volatile boolean finishing;
  private long acknowledged;
  private long stale;
  private long last;
  private long unknownUntil;

  Switcher(Client client, String prefix) {
    this.client = client;
    this.prefix = prefix;
  }

  void finish() {
    finishing = true;
  }

  /** Switches until the end; the last switch is one whose effect nothing else can change. */
  void run() {
    for (int number = 0; !finishing || last == 0 && number < 1_000; number++) {
      switchOnce(number);
      Await.pass(PAUSE);
    }
  }

  private void switchOnce(int number) {
    long company = COMPANIES[number % 2];
    int replica = number / 2 % client.replicas();
    Response response =
        client.post(
            Operation.SWITCH,
            replica,
            "workspaces/switch/",
            TOKEN,
            prefix + number,
            "{\"company_id\": " + company + "}");
    boolean known = client.now() > unknownUntil;
    last = 0;
    if (!response.call().succeeded()) {
      unknownUntil = client.now() + UNKNOWN_MILLIS;
      return;
    }
    acknowledged++;
    if (known) {
      last = company;
      Response read =
          client.get(Operation.ME, (replica + 1) % client.replicas(), "users/me/", TOKEN);
      boolean seen = read.body().path("company").path("id").asLong() == company;
      stale += read.call().succeeded() && !seen ? 1 : 0;
    }
  }

  /** The result, after {@link #run}. */
  Switches switches() {
    return new Switches(acknowledged, stale, last);
  }
}
