package dev.roster.drills.fault;

import dev.roster.drills.cluster.Relay;
import java.time.Duration;

/** Every piece of bytes between replicas and PostgreSQL takes a while, in both directions. */
final class DatabaseSlow implements Fault {
  private static final Duration DELAY = Duration.ofMillis(250);

  private final Relay relay;

  DatabaseSlow(Relay relay) {
    this.relay = relay;
  }

  @Override
  public void inject() {
    relay.delay(DELAY);
  }

  @Override
  public void lift() {
    relay.delay(Duration.ZERO);
  }

  @Override
  public boolean wasHit() {
    return relay.delayed() > 0;
  }

  @Override
  public String evidence() {
    return relay.delayed() + " pieces of bytes were " + DELAY.toMillis() + " ms late";
  }
}
