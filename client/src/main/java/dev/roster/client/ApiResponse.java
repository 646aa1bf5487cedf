package dev.roster.client;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The value of a call together with the responses that it came from.
 *
 * {@snippet file="com/example/ClientExamples.java" region="withResponse"}
 *
 * <p>A list has a response for each page:
 *
 * {@snippet file="com/example/ClientExamples.java" region="pages"}
 *
 * @param <T> the type of the result
 * @param value the result of the call
 * @param calls the calls in the order of their responses: one, or one for each page of a list
 */
public record ApiResponse<T>(T value, List<CallInfo> calls) {
  /**
   * Makes calls and records their responses.
   *
   * @param outer told of the responses, too
   * @param work makes the calls, with the recorder that it is given
   */
  static <T> ApiResponse<T> recording(
      Consumer<CallInfo> outer, Function<Consumer<CallInfo>, T> work) {
    Queue<CallInfo> calls = new ConcurrentLinkedQueue<>();
    T value = work.apply(outer.andThen(calls::add));
    if (calls.isEmpty()) {
      throw new IllegalStateException(
          "The function of withResponse made no call. A stream makes its calls when it is read:"
              + " read it inside the function, for example with toList().");
    }
    return new ApiResponse<>(value, List.copyOf(calls));
  }

  /** The last call. */
  public CallInfo call() {
    return calls.get(calls.size() - 1);
  }
}
