package dev.roster.contract.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.check.Check;
import dev.roster.contract.InReport;
import dev.roster.contract.SharedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The countries as data: against those that Java knows, and to the letter. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InReport(check = Check.SERVER_DOCUMENT)
class CountryDataIT {
  /**
   * Of all values of the list. Clients store names and flags, so a change of any is one that users
   * see: whoever makes it on purpose, as after a new edition of ISO 3166-1, takes the new one over
   * from the failure and tells it in the changelog.
   */
  private static final String FINGERPRINT =
      "de9e39e453af27585802c69cca0b96d17e23a51d34459cc038d1ae3dfa2d9a13";

  private static final List<String> MEMBERS =
      List.of("name", "alpha_2", "alpha_3", "numeric", "official_name", "flag");

  private final HttpClient http = HttpClient.newHttpClient();
  private JsonNode countries;

  @BeforeAll
  void ask() throws Exception {
    String token = SharedServer.roster().set("a caller").get("token").toString();
    countries =
        new ObjectMapper()
            .readTree(
                http.send(
                        HttpRequest.newBuilder(
                                URI.create(
                                    SharedServer.roster().baseUri() + "/api/accounts/countries/"))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                        BodyHandlers.ofString())
                    .body());
  }

  @AfterAll
  void close() {
    http.close();
  }

  @Test
  @Tag("promise:countries-list")
  void theirCodesAreThoseThatJavaKnows() {
    List<String> codes = new ArrayList<>();
    countries.forEach(
        each -> codes.add(each.path("alpha_2").asText() + " " + each.path("alpha_3").asText()));

    assertThat(codes)
        .containsExactlyElementsOf(
            new TreeSet<>(
                List.of(Locale.getISOCountries()).stream()
                    .map(code -> code + " " + Locale.of("", code).getISO3Country())
                    .toList()));
  }

  @Test
  @Tag("promise:country-members")
  void noValueHasChangedUnnoticed() throws Exception {
    StringBuilder values = new StringBuilder();
    for (JsonNode each : countries) {
      MEMBERS.forEach(member -> values.append(each.path(member)).append('\n'));
    }

    assertThat(
            HexFormat.of()
                .formatHex(
                    MessageDigest.getInstance("SHA-256")
                        .digest(values.toString().getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(FINGERPRINT);
  }
}
