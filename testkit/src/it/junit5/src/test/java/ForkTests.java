import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.testkit.Fault;
import dev.roster.testkit.Role;
import dev.roster.testkit.Roster;
import dev.roster.testkit.RosterTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The tests of one fork; the other fork runs the same. */
@RosterTest
abstract class ForkTests {
  private final Path mine;
  private final Path other;

  ForkTests(String mine, String other) {
    this.mine = Path.of("target", "server-" + mine + ".txt");
    this.other = Path.of("target", "server-" + other + ".txt");
  }

  @Test
  void oldLibrariesReadWhatTheServerSends(Roster roster) throws Exception {
    assertTrue(ObjectMapper.class.getPackage().getImplementationVersion().startsWith("2.15."));
    HttpResponse<String> me = me(roster);

    assertEquals(200, me.statusCode());
    assertEquals(
        roster.email(Role.OWNER), new ObjectMapper().readTree(me.body()).get("email").asText());
  }

  @Test
  void noClassOfTheServerIsHere(Roster roster) {
    assertThrows(ClassNotFoundException.class, () -> Class.forName("dev.roster.server.Main"));
  }

  @Test
  void faultsAndRequestsAreOfThisClass(Roster roster) throws Exception {
    roster.reset();
    roster.inject(Fault.tooManyRequests(Duration.ofSeconds(2)));

    assertEquals(429, me(roster).statusCode());
    assertEquals(1, roster.requests().size());
  }

  @Test
  void theForkOfTheOtherClassHasTheSameServer(Roster roster) throws Exception {
    Path written = Path.of(mine + ".new");
    Files.writeString(written, roster.baseUri() + "\n");
    Files.move(written, mine);
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!Files.exists(other) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertEquals(Files.readString(mine), Files.readString(other));
  }

  private static HttpResponse<String> me(Roster roster) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(roster.uri("/api/accounts/users/me/"))
                .header("Authorization", "Bearer " + roster.token(Role.OWNER))
                .build(),
            BodyHandlers.ofString());
  }
}
