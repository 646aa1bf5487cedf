package dev.roster.drills.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * One call of a client.
 *
 * @param replica the number of the replica that it was sent to; 0 for none
 * @param begun microseconds since the run began
 * @param ended the same clock
 * @param status of the response; 0 without one
 * @param answer what the response said: values by name, or the {@code reason} of a refusal
 */
public record Call(
    int client,
    int replica,
    Operation operation,
    Map<String, String> arguments,
    long begun,
    long ended,
    Outcome outcome,
    int status,
    Map<String, String> answer) {

  public Call {
    arguments = Map.copyOf(arguments);
    answer = Map.copyOf(answer);
    if (ended < begun) {
      throw new IllegalArgumentException("a call ends after it began");
    }
  }

  /** An argument; the empty string without one. */
  public String argument(String name) {
    return arguments.getOrDefault(name, "");
  }

  /** A value of the response; the empty string without one. */
  public String answered(String name) {
    return answer.getOrDefault(name, "");
  }

  /** The values of the response under this name, which were joined by blanks. */
  public List<String> answeredList(String name) {
    String text = answered(name);
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  @JsonIgnore
  public boolean isOk() {
    return outcome == Outcome.OK;
  }

  /** Reports whether the call has an effect, or may have one. */
  @JsonIgnore
  public boolean mayCount() {
    return outcome != Outcome.REFUSED;
  }

  /** Reports whether the response is that of an earlier request under the same key. */
  @JsonIgnore
  public boolean isReplayed() {
    return answered("replayed").equals("true");
  }

  public boolean isRefusedFor(String reason) {
    return outcome == Outcome.REFUSED && answered("reason").equals(reason);
  }
}
