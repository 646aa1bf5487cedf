package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation")
class DeprecationTest {
  @AutoClose private final FakeServer server = new FakeServer();

  private final List<Deprecation> told = new ArrayList<>();
  private final CoolsetClient client =
      CoolsetClient.builder().baseUri(server.uri()).token("t").onDeprecation(told::add).build();

  @Test
  void theEndOfAnOperationIsToldOnce() {
    Map<String, String> headers =
        Map.of(
            "Deprecation", "@1793491200",
            "Sunset", "Wed, 01 Dec 2027 00:00:00 GMT",
            "Link", "</terms>; rel=\"deprecation\", </api/me/>; rel=\"successor-version\"");
    server.answers(200, "{\"id\": 5}", headers).answers(200, "{\"id\": 5}", headers);

    assertThat(client.users().profile().id()).isEqualTo(5);
    client.users().profile();

    assertThat(told)
        .containsExactly(
            new Deprecation(
                "CoolsetUsers.profile()",
                Instant.parse("2026-11-01T00:00:00Z"),
                Optional.of(Instant.parse("2027-12-01T00:00:00Z")),
                Optional.of("/api/me/")));
  }

  @Test
  void whatCannotBeReadIsLeftOut() {
    server
        .answers(200, "{\"id\": 5}", Map.of("Deprecation", "true"))
        .answers(
            200,
            "{\"id\": 5}",
            Map.of("Deprecation", "@0", "Sunset", "soon", "Link", "<x>; rel=next"));

    client.users().profile();
    client.users().profile();

    assertThat(told)
        .containsExactly(
            new Deprecation(
                "CoolsetUsers.profile()", Instant.EPOCH, Optional.empty(), Optional.empty()));
  }
}
