package dev.roster.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.roster.client.transport.TransportResponse;
import dev.roster.coolset.model.User;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures a call of the client without a network, beside what an application does that has only
 * the JDK's requests and Jackson. The difference is what the client adds to each call.
 */
@State(Scope.Benchmark)
public class CallBenchmark {
  private static final byte[] BODY =
      """
      {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.org", "id": 5,
       "firebase_uid": "firebase-9", "active_user_company_id": 70,
       "user_company": {"id": 70, "user_id": "5", "company_id": "7", "auth_group_id": "1"},
       "company": {"id": 7, "name": "Green Grocers", "type": "active", "country": "NL",
         "nr_of_employees": 42, "minimum_date_filter": "2020-01-01", "default_currency": "EUR",
         "information": {"industry": "retail"}, "flags": [{"name": "carbon"}]},
       "job_title": "Finance Director", "is_mfa_enrolled": true, "is_mfa_required": true,
       "auth_group": {"id": 1, "name": "OWNER", "permissions": [{"codename": "view_user"}]}}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final TransportResponse response =
      TransportResponse.of(
          200,
          Map.of(
              "Content-Type", List.of("application/json"),
              "X-Request-Id", List.of("0f0c36b1-2a4e-4b1e-9d50-3a5f7a3c2c11"),
              "X-RateLimit-Limit", List.of("1000"),
              "X-RateLimit-Remaining", List.of("998"),
              "X-RateLimit-Reset", List.of("1793491200")),
          BODY);
  private final CoolsetClient client =
      CoolsetClient.builder()
          .baseUri("http://127.0.0.1:8080")
          .token("a-token")
          .transport(request -> response)
          .build();
  private final ObjectMapper mapper =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .registerModule(new JavaTimeModule());

  @Benchmark
  public User client() {
    return client.users().me();
  }

  @Benchmark
  public ApiResponse<User> clientWithResponse() {
    return client.withResponse(api -> api.users().me());
  }

  @Benchmark
  public User jacksonAlone(Blackhole sent) throws IOException {
    sent.consume(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:8080/api/accounts/users/me/"))
            .timeout(Duration.ofSeconds(30))
            .header("Accept", "application/json")
            .header("Authorization", "Bearer a-token")
            .GET()
            .build());
    return read();
  }

  private User read() throws IOException {
    return mapper.readValue(BODY, User.class);
  }
}
