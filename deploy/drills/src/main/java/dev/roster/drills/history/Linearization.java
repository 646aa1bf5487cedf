package dev.roster.drills.history;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The search for an order of calls that a sequential model explains (Wing and Gong, with Lowe's
 * memory of what was tried). A call of unknown outcome may take effect at any time after it began,
 * or never.
 *
 * @param <S> the state of the model, a value
 */
final class Linearization<S> {
  private final BiFunction<S, Call, Optional<S>> model;

  /**
   * @param model the state after a call; empty if the call cannot have its response in the state
   */
  Linearization(BiFunction<S, Call, Optional<S>> model) {
    this.model = model;
  }

  private record Node<S>(BitSet done, S state) {}

  /**
   * Reports whether there is such an order.
   *
   * @param calls in the order in which they began
   */
  boolean explains(List<Call> calls, S first) {
    Set<Node<S>> seen = new HashSet<>();
    Deque<Node<S>> open = new ArrayDeque<>();
    open.push(new Node<>(new BitSet(), first));
    while (!open.isEmpty()) {
      Node<S> node = open.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (onlyUnknownLeft(calls, node.done())) {
        return true;
      }
      long bound = firstEnd(calls, node.done());
      // what is pushed last is tried first: the calls that certainly took effect
      push(calls, node, bound, true, open);
      push(calls, node, bound, false, open);
    }
    return false;
  }

  private void push(
      List<Call> calls, Node<S> node, long bound, boolean unknown, Deque<Node<S>> open) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      Call call = calls.get(i);
      if (node.done().get(i)
          || call.begun() > bound
          || (call.outcome() == Outcome.UNKNOWN) != unknown
          || unknown && hasTwin(calls, node.done(), i)) {
        continue;
      }
      BitSet done = (BitSet) node.done().clone();
      done.set(i);
      model.apply(node.state(), call).ifPresent(next -> open.push(new Node<>(done, next)));
    }
  }

  /** Of equal calls that nobody knows the end of, the first one can do what any other can. */
  private static boolean hasTwin(List<Call> calls, BitSet done, int number) {
    Call call = calls.get(number);
    for (int i = done.nextClearBit(0); i < number; i = done.nextClearBit(i + 1)) {
      Call other = calls.get(i);
      if (other.outcome() == Outcome.UNKNOWN
          && other.operation() == call.operation()
          && other.arguments().equals(call.arguments())) {
        return true;
      }
    }
    return false;
  }

  private static boolean onlyUnknownLeft(List<Call> calls, BitSet done) {
    for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
      if (calls.get(i).outcome() != Outcome.UNKNOWN) {
        return false;
      }
    }
    return true;
  }

  /** The next call must have begun before any other ended that is not in the order yet. */
  private static long firstEnd(List<Call> calls, BitSet done) {
    long first = Long.MAX_VALUE;
    for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
      if (calls.get(i).outcome() != Outcome.UNKNOWN) {
        first = Math.min(first, calls.get(i).ended());
      }
    }
    return first;
  }
}
