package dev.roster.benchmarks.scenario;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is made again and again, or a mix of other scenarios.
 *
 * @param title a few words for people
 * @param method of HTTP; GET if none is given
 * @param path with query and variables; null for a mix
 * @param headers beside Host and Content-Length
 * @param body of JSON
 * @param status the expected one; 200 if none is given
 * @param connections the most requests under way; null for that of the run
 * @param statements for the floor of the data; null for none
 * @param mix names of scenarios and how often each occurs
 */
public record Scenario(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String title,
    @Nullable String method,
    @Nullable String path,
    @Nullable Map<String, String> headers,
    @Nullable String body,
    @Nullable Integer status,
    @Nullable Integer connections,
    @Nullable List<Statement> statements,
    @Nullable Map<String, Integer> mix) {

  /** The method of HTTP. */
  @JsonIgnore
  public String verb() {
    return method == null ? "GET" : method;
  }

  /** The expected status. */
  @JsonIgnore
  public int expectedStatus() {
    return status == null ? 200 : status;
  }

  /** The statements of the floor; none if there is none. */
  @JsonIgnore
  public List<Statement> floor() {
    return statements == null ? List.of() : statements;
  }

  /** Reports whether the scenario is made of others. */
  @JsonIgnore
  public boolean isMix() {
    return mix != null;
  }
}
