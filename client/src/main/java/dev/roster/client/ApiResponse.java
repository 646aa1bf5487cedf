package dev.roster.client;

import java.util.Collection;
import java.util.List;

/**
 * The value of a call together with the responses that it came from: {@code client.withResponse(api
 * -> api.users().me())}.
 *
 * @param value the result of the call
 * @param calls the calls in the order of their responses: one, or one for each page of a list
 */
public record ApiResponse<T>(T value, List<CallInfo> calls) {
  static <T> ApiResponse<T> of(T value, Collection<CallInfo> calls) {
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
