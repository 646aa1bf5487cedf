package com.example;

import dev.roster.client.ApiResponse;
import dev.roster.client.CallInfo;
import dev.roster.client.CallOptions;
import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import dev.roster.client.RateLimit;
import dev.roster.compleat.model.UserSummary;
import dev.roster.coolset.model.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The examples in the Javadoc about clients, and about the settings of single calls. */
public final class ClientExamples {
  private ClientExamples() {}

  public static CoolsetClient coolset(String token) {
    // @start region="coolset"
    CoolsetClient coolset =
        CoolsetClient.builder().baseUri("http://127.0.0.1:8080").token(token).build();
    // @end region="coolset"
    return coolset;
  }

  public static CompleatClient compleat(UUID tenantId, String key) {
    // @start region="compleat"
    CompleatClient compleat =
        CompleatClient.builder().baseUri("http://127.0.0.1:8080").tenant(tenantId).key(key).build();
    // @end region="compleat"
    return compleat;
  }

  public static CoolsetClient settings(String token) {
    // @start region="settings"
    CoolsetClient patient =
        CoolsetClient.builder()
            .token(token)
            .requestTimeout(Duration.ofSeconds(10))
            .callTimeout(Duration.ofMinutes(1))
            .retries(4)
            .pageSize(500)
            .header("X-Gateway-Key", "g4teway")
            .build();
    // @end region="settings"
    return patient;
  }

  public static CoolsetClient rotated(Path file) {
    // @start region="rotated"
    // a file that something else keeps up to date; what cannot be read is a
    // RosterCredentialException of the call
    Supplier<String> token =
        () -> {
          try {
            return Files.readString(file);
          } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
          }
        };
    CoolsetClient coolset = CoolsetClient.builder().token(token).build();
    // @end region="rotated"
    return coolset;
  }

  public static CoolsetClient deprecations(String token, List<String> warnings) {
    // @start region="deprecations"
    CoolsetClient coolset =
        CoolsetClient.builder()
            .token(token)
            .onDeprecation(announced ->
                warnings.add(
                    announced.operation()
                        + " may be gone on "
                        + announced.sunset().map(Instant::toString).orElse("a day to come")))
            .build();
    // @end region="deprecations"
    return coolset;
  }

  public static User with(CoolsetClient coolset, String traceparent) {
    // @start region="with"
    CallOptions hurried =
        CallOptions.builder()
            .requestTimeout(Duration.ofSeconds(2))
            .retries(0)
            .header("traceparent", traceparent)
            .build();
    User me = coolset.with(hurried).users().me();
    // @end region="with"
    return me;
  }

  public static List<UserSummary> compleatWith(CompleatClient compleat) {
    // @start region="compleatWith"
    CallOptions patient = CallOptions.builder().requestTimeout(Duration.ofMinutes(2)).build();
    List<UserSummary> users = compleat.with(patient).users();
    // @end region="compleatWith"
    return users;
  }

  public static Optional<String> withResponse(CoolsetClient coolset) {
    // @start region="withResponse"
    ApiResponse<User> response = coolset.withResponse(api -> api.users().me());
    User me = response.value();
    // for the operators of the server, if the user is not as expected
    Optional<String> requestId = response.call().requestId();
    // @end region="withResponse"
    return me == null ? Optional.empty() : requestId;
  }

  public static int compleatWithResponse(CompleatClient compleat) {
    // @start region="compleatWithResponse"
    ApiResponse<List<UserSummary>> response = compleat.withResponse(CompleatClient::users);
    CallInfo call = response.call();
    int retries = call.attempts() - 1;
    // @end region="compleatWithResponse"
    return retries;
  }

  public static long remaining(CoolsetClient coolset) {
    // @start region="remaining"
    CallInfo call = coolset.withResponse(api -> api.countries().all()).call();
    long remaining = call.rateLimit().map(RateLimit::remaining).orElse(Long.MAX_VALUE);
    // @end region="remaining"
    return remaining;
  }

  public static int pages(CoolsetClient coolset) {
    // @start region="pages"
    // a stream makes its calls when it is read, so it is read inside
    ApiResponse<List<User>> response = coolset.withResponse(api -> api.users().stream().toList());
    int pages = response.calls().size();
    // @end region="pages"
    return pages;
  }
}
