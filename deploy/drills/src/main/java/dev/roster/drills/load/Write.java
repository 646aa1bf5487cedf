package dev.roster.drills.load;

import java.util.List;

/**
 * An invitation that a client repeated under one idempotency key until it was acknowledged.
 *
 * @param ids of the invitation, one of each acknowledgement
 */
public record Write(String address, List<String> ids) {
  public Write {
    ids = List.copyOf(ids);
  }

  public boolean isAcknowledged() {
    return !ids.isEmpty();
  }
}
