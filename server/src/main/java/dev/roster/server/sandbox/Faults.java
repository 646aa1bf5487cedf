package dev.roster.server.sandbox;

import dev.roster.server.sandbox.state.UnknownName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The faults that wait for their requests, in the order in which they came. Safe for threads. */
public final class Faults {
  private Set<String> operations = Set.of();
  private final List<Waiting> waiting = new ArrayList<>();
  private long last;

  /**
   * A fault that waits.
   *
   * @param left how many requests it still befalls
   */
  public record Waiting(long id, Fault fault, int left) {}

  /** Tells which operations there are. */
  synchronized void know(Set<String> operationIds) {
    operations = Set.copyOf(operationIds);
  }

  /**
   * Lets something go wrong.
   *
   * @throws UnknownName if no contract has the operation
   */
  public synchronized Waiting add(Fault fault) {
    fault
        .operationId()
        .filter(id -> !operations.contains(id))
        .ifPresent(id -> {
          throw new UnknownName("operation", id, operations);
        });
    Waiting placed = new Waiting(++last, fault, fault.count());
    waiting.add(placed);
    return placed;
  }

  /** What waits for the requests of a tenant; all that waits if no tenant is given. */
  public synchronized List<Waiting> list(Optional<UUID> tenant) {
    return waiting.stream().filter(each -> isOf(tenant, each)).toList();
  }

  /** Removes what waits for the requests of a tenant; all that waits if no tenant is given. */
  public synchronized void clear(Optional<UUID> tenant) {
    waiting.removeIf(each -> isOf(tenant, each));
  }

  /** Removes one; false if it does not wait any more. */
  public synchronized boolean remove(long id) {
    return waiting.removeIf(each -> each.id() == id);
  }

  private static boolean isOf(Optional<UUID> tenant, Waiting each) {
    return tenant.isEmpty() || each.fault().tenant().equals(tenant);
  }

  /** The fault that befalls a request, which uses one of its times up. */
  synchronized Optional<Fault> strike(
      Optional<String> operationId, Optional<UUID> tenant, Predicate<Fault> possible) {
    for (int i = 0; i < waiting.size(); i++) {
      Waiting each = waiting.get(i);
      Fault fault = each.fault();
      if ((fault.operationId().isEmpty() || fault.operationId().equals(operationId))
          && (fault.tenant().isEmpty() || fault.tenant().equals(tenant))
          && possible.test(fault)) {
        if (each.left() == 1) {
          waiting.remove(i);
        } else {
          waiting.set(i, new Waiting(each.id(), fault, each.left() - 1));
        }
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
