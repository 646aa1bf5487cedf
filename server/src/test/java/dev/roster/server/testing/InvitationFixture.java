package dev.roster.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.mail.Brand;
import dev.roster.server.mail.RetryPolicy;
import dev.roster.server.mail.SmtpUrl;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A server with a directory, a mail server, and the calls of an invitation's life. */
public final class InvitationFixture implements AutoCloseable {
  /** The operator of commands in tests. */
  public static final OperatorCaller OPERATOR = new OperatorCaller("test");

  public static final String PUBLIC_URL = "https://roster.example.org/people";

  private static final RetryPolicy PACE =
      new RetryPolicy(
          Duration.ofMillis(50),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          20,
          Duration.ofMillis(100));

  /** For tests that wait for a great many attempts. */
  public static final RetryPolicy HASTE =
      new RetryPolicy(
          Duration.ofMillis(20),
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          20,
          Duration.ofMillis(20));

  private final GreenMail greenMail;
  private final DatabaseUrl database = TestDatabase.fresh();
  private final MailConfig config;
  private final TestServer server;

  public InvitationFixture() {
    this(UnaryOperator.identity());
  }

  /** A server whose mail is configured in another way. */
  public InvitationFixture(UnaryOperator<MailConfig> change) {
    this.greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    greenMail.start();
    this.config = change.apply(smtp(greenMail.getSmtp().getPort()));
    this.server = TestServer.on(database, config).load("two-tenants");
    sql("UPDATE company SET default_locale = 'en-GB'");
  }

  /** The mail settings of a server that sends to a port of this machine, with short pauses. */
  public static MailConfig smtp(int port) {
    return smtp(port, PACE);
  }

  /** The same with another patience. */
  public static MailConfig smtp(int port, RetryPolicy pace) {
    return new MailConfig(
        new MailConfig.Route.Smtp(SmtpUrl.parse("smtp://127.0.0.1:" + port)),
        "Roster <noreply@roster.example.org>",
        Optional.of(URI.create(PUBLIC_URL)),
        ZoneId.of("Europe/Amsterdam"),
        Duration.ofDays(7),
        pace,
        Optional.empty(),
        Brand.DEFAULT);
  }

  public TestServer server() {
    return server;
  }

  /** Another server on the same database and mail server. */
  public TestServer another() {
    return TestServer.on(database, config);
  }

  public OperatorServices operator() {
    return OperatorServices.over(server.database(), Clock.systemUTC());
  }

  public UUID invite(String email, int role) {
    return invite(server, email, role);
  }

  public static UUID invite(TestServer server, String email, int role) {
    RawResponse response =
        server.post(
            "ann-token",
            "/api/accounts/invitations/",
            "{\"email\":\"" + email + "\",\"auth_group\":" + role + "}");
    assertThat(response.status()).as(response.text()).isEqualTo(201);
    return UUID.fromString(response.text().substring(7, 43));
  }

  /** The mails to an address, as soon as there are so many. */
  public List<MimeMessage> mailsTo(String email, int count) {
    Waiting.until(() -> received(email).size() >= count);
    return received(email);
  }

  public String secretFor(String email) {
    return MailParser.secret(mailsTo(email, 1).getFirst());
  }

  private List<MimeMessage> received(String email) {
    return Arrays.stream(greenMail.getReceivedMessages())
        .filter(mail -> email.equals(MailParser.header(mail, "To")))
        .toList();
  }

  public List<MimeMessage> received() {
    return List.of(greenMail.getReceivedMessages());
  }

  public RawResponse accept(String secret) {
    return accept(server, secret, "Ada", "Lovelace");
  }

  public static RawResponse accept(TestServer server, String secret, String first, String last) {
    return postJson(
        server,
        "/accept",
        "{\"secret\":\"%s\",\"first_name\":\"%s\",\"last_name\":\"%s\"}"
            .formatted(secret, first, last));
  }

  public RawResponse decline(String secret) {
    return decline(server, secret);
  }

  public static RawResponse decline(TestServer server, String secret) {
    return postJson(server, "/accept/decline", "{\"secret\":\"" + secret + "\"}");
  }

  public RawResponse preview(String secret) {
    return postJson(server, "/accept/preview", "{\"secret\":\"" + secret + "\"}");
  }

  public static RawResponse postJson(TestServer server, String target, String json) {
    return server
        .raw()
        .send(
            "POST",
            target,
            Map.of("Content-Type", "application/json"),
            json.getBytes(StandardCharsets.UTF_8));
  }

  public long count(String query) {
    return count(server, query);
  }

  public static long count(TestServer server, String query) {
    return server.database().reading(tx -> tx.handle().createQuery(query).mapTo(Long.class).one());
  }

  /** The number of members of company 1 with this address. */
  public long members(String email) {
    return count(
        "SELECT count(*) FROM membership m JOIN person p ON p.id = m.person_id"
            + " WHERE m.enabled AND m.company_id = 1 AND p.email_key = '"
            + email
            + "'");
  }

  /** The secret opened nothing, for whatever reason; nobody learns which. */
  public static void assertRefused(RawResponse response) {
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.header("content-type")).hasValue("application/problem+json");
    assertThat(response.text())
        .isEqualTo(
            "{\"title\":\"Not"
                + " Found\",\"status\":404,\"code\":\"invitation-not-valid\",\"detail\":\"The link"
                + " of this invitation is not valid, or not any more. If there is a newer mail, use"
                + " its link; otherwise ask for a new invitation.\"}");
  }

  /** The secret was real but not used in time. */
  public static void assertExpired(RawResponse response) {
    assertThat(response.status()).isEqualTo(410);
    assertThat(response.text()).contains("\"code\":\"invitation-expired\"");
  }

  /** The secret was real, and its holder declined. */
  public static void assertDeclined(RawResponse response) {
    assertThat(response.status()).isEqualTo(410);
    assertThat(response.text()).contains("\"code\":\"invitation-declined\"");
  }

  /** The secret was used, and its holder is a member. */
  public static void assertJoined(RawResponse response) {
    assertThat(response.status()).isEqualTo(409);
    assertThat(response.text()).contains("\"code\":\"invitation-accepted\"");
  }

  /** The comparable part of responses about different objects. */
  public static String withoutIds(RawResponse response) {
    return response.status() + " " + response.text().replaceAll("\"id\":\"[^\"]*\"", "");
  }

  public void sql(String statement) {
    server.database().inTransaction(tx -> tx.handle().execute(statement));
  }

  @Override
  public void close() {
    server.close();
    received().stream().filter(MailParser::isInvitation).forEach(MailParser::secret);
    greenMail.stop();
  }
}
