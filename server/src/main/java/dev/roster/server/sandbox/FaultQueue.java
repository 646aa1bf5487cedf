package dev.roster.server.sandbox;

import dev.roster.server.sandbox.state.UnknownNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The faults that wait for their requests, in the order in which they were added. Safe for use by
 * many threads.
 */
public final class FaultQueue {
  private Set<String> operations = Set.of();
  private final List<Placed> waiting = new ArrayList<>();
  private long last;

  /**
   * A fault that waits.
   *
   * @param left the number of requests that it still affects
   */
  public record Waiting(long id, FaultRule fault, int left) {}

  /** A fault with the requests for which it is undecided yet. */
  private static final class Placed {
    private final long id;
    private final FaultRule fault;
    private int left;
    private int undecided;

    Placed(long id, FaultRule fault) {
      this.id = id;
      this.fault = fault;
      this.left = fault.count();
    }

    Waiting told() {
      return new Waiting(id, fault, left);
    }
  }

  /** Sets the known operations. */
  synchronized void know(Set<String> operationIds) {
    operations = Set.copyOf(operationIds);
  }

  /**
   * Adds a fault.
   *
   * @throws UnknownNameException if no contract has the operation
   */
  public synchronized Waiting add(FaultRule fault) {
    fault.operationId().ifPresent(this::requireKnown);
    Placed placed = new Placed(++last, fault);
    waiting.add(placed);
    return placed.told();
  }

  /**
   * Checks the name of an operation.
   *
   * @throws UnknownNameException if no contract has it
   */
  synchronized void requireKnown(String operationId) {
    if (!operations.contains(operationId)) {
      throw new UnknownNameException("operation", operationId, operations);
    }
  }

  /** The faults that wait for the requests of a tenant, or of all tenants if none is given. */
  public synchronized List<Waiting> list(Optional<UUID> tenant) {
    return waiting.stream()
        .filter(each -> each.left > 0 && isOf(tenant, each))
        .map(Placed::told)
        .toList();
  }

  /** Removes what waits for the requests of a tenant; all that waits if no tenant is given. */
  public synchronized void clear(Optional<UUID> tenant) {
    waiting.removeIf(each -> isOf(tenant, each));
  }

  /** Removes one; false if it does not wait any more. */
  public synchronized boolean remove(long id) {
    boolean waits = waiting.stream().anyMatch(each -> each.id == id && each.left > 0);
    waiting.removeIf(each -> each.id == id);
    return waits;
  }

  private static boolean isOf(Optional<UUID> tenant, Placed each) {
    return tenant.isEmpty() || each.fault.tenant().equals(tenant);
  }

  /**
   * The fault that affects a request, which uses one of its times up. The caller reports how that
   * went: {@link #settle} or {@link #giveBack}.
   */
  synchronized Optional<Waiting> strike(
      Optional<String> operationId, Optional<UUID> tenant, Predicate<FaultRule> possible) {
    for (Placed each : waiting) {
      FaultRule fault = each.fault;
      if (each.left > 0
          && (fault.operationId().isEmpty() || fault.operationId().equals(operationId))
          && (fault.tenant().isEmpty() || fault.tenant().equals(tenant))
          && possible.test(fault)) {
        each.left--;
        each.undecided++;
        return Optional.of(each.told());
      }
    }
    return Optional.empty();
  }

  /** The fault affected its request. */
  synchronized void settle(Waiting struck) {
    find(struck.id()).ifPresent(placed -> placed.undecided--);
    waiting.removeIf(each -> each.left == 0 && each.undecided == 0);
  }

  /** The fault could not affect its request and waits for another, unless it was removed. */
  synchronized void giveBack(Waiting struck) {
    find(struck.id())
        .filter(placed -> placed.undecided > 0)
        .ifPresent(placed -> {
          placed.undecided--;
          placed.left++;
        });
  }

  private Optional<Placed> find(long id) {
    return waiting.stream().filter(each -> each.id == id).findFirst();
  }
}
