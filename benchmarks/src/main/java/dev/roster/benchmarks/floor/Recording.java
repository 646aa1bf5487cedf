package dev.roster.benchmarks.floor;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Responses of a server by scenario, which the floors give again.
 *
 * @param responses by the name of the scenario
 */
public record Recording(Map<String, Response> responses) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A response.
   *
   * @param body text of JSON
   */
  public record Response(int status, String contentType, String body) {}

  /** Reads what {@link #write} wrote. */
  public static Recording read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Recording.class);
  }

  /** Writes the responses as JSON. */
  public void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }
}
