package dev.roster.server.audit;

import static dev.roster.server.audit.AuditFixture.ALPHA;
import static dev.roster.server.audit.AuditFixture.OPERATOR;
import static dev.roster.server.audit.AuditFixture.PENDING;
import static dev.roster.server.audit.AuditFixture.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.LinkOutcome.Linked;
import dev.roster.server.directory.ReaddressOutcome.Readdressed;
import dev.roster.server.onboarding.OnboardOutcome.Onboarded;
import dev.roster.server.onboarding.OnboardRequest;
import dev.roster.server.testing.TestServer;
import dev.roster.server.transfer.Importer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No change without its event, and no event without its change. Whatever opens a transaction is
 * found in the byte code and has to stand here, so that a new operation without an event is red.
 */
class AuditCoverageTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.roster.server");

  private static final Set<String> OPENS_TRANSACTION =
      Set.of("inTransaction", "inLongTransaction", "write", "holding", "dataSource");

  /** Methods that open transactions and change nothing that a caller decided. */
  private static final Map<String, String> NO_DEED =
      Map.ofEntries(
          Map.entry("Database", "which does what it is given"),
          Map.entry("Exporter", "reads"),
          Map.entry("PersonalDataService", "reads, and records it"),
          Map.entry("SchemaReport", "reads"),
          Map.entry("LastUseRecorder", "when tokens were last used, which no change waits for"),
          Map.entry("OutboxRelay", "how far a mail is, which the outbox itself tells"),
          Map.entry("ExpiredRowCleaner", "what nobody asks for any more"),
          Map.entry("RateLimitExchange", "numbers of requests"),
          Map.entry("Sandbox", "its clock; nobody keeps what is in a sandbox"),
          Map.entry(
              "SandboxActions", "a secret of a sandbox; the services that use it write the log"),
          Map.entry("SandboxTenants", "tenants of a sandbox come and go"));

  /**
   * An operation, as one does it.
   *
   * @param run false if it was refused
   */
  private record Deed(Predicate<AuditFixture> run, List<String> actions) {
    static Deed of(Predicate<AuditFixture> run, AuditAction... actions) {
      return new Deed(run, Stream.of(actions).map(AuditAction::toString).toList());
    }
  }

  private static final EmailAddress ANN = new EmailAddress("ann@alpha.test");

  private static final Map<String, Deed> DEEDS = new TreeMap<>();

  static {
    DEEDS.put(
        "InvitationService.invite",
        Deed.of(
            fixture ->
                posted(fixture, "invitations/", "{\"email\":\"LATE@x.test\",\"auth_group\":4}"),
            AuditAction.INVITATION_EXPIRED,
            AuditAction.INVITATION_CREATED));
    DEEDS.put(
        "AcceptService.accept",
        Deed.of(fixture -> fixture.accept().status() == 200, AuditAction.INVITATION_ACCEPTED));
    DEEDS.put(
        "DeclineService.decline",
        Deed.of(fixture -> fixture.decline().status() == 200, AuditAction.INVITATION_DECLINED));
    DEEDS.put(
        "CompanyService.switchTo",
        Deed.of(
            fixture -> posted(fixture, "workspaces/switch/", "{\"company_id\":2}"),
            AuditAction.WORKSPACE_SWITCHED));
    DEEDS.put(
        "InvitationAdminService.resend",
        Deed.of(
            fixture ->
                fixture.services.invitations().resend(OPERATOR, 1, PENDING, Duration.ofDays(3)),
            AuditAction.INVITATION_RESENT));
    DEEDS.put(
        "InvitationAdminService.revoke",
        Deed.of(
            fixture -> fixture.services.invitations().revoke(OPERATOR, 1, PENDING),
            AuditAction.INVITATION_REVOKED));
    DEEDS.put(
        "WorkspaceInvitationService.resend",
        Deed.of(fixture -> changed(fixture, "resend"), AuditAction.INVITATION_RESENT));
    DEEDS.put(
        "WorkspaceInvitationService.revoke",
        Deed.of(fixture -> changed(fixture, "revoke"), AuditAction.INVITATION_REVOKED));
    DEEDS.put(
        "OutboxService.retry",
        Deed.of(
            fixture -> fixture.services.outbox().retry(OPERATOR, Optional.empty()) == 1,
            AuditAction.OUTBOX_RETRIED));
    DEEDS.put(
        "TokenService.create",
        Deed.of(
            fixture -> fixture.services.tokens().create(OPERATOR, 1, REQUEST).isPresent(),
            AuditAction.TOKEN_CREATED));
    DEEDS.put(
        "TokenService.revoke",
        Deed.of(
            fixture -> fixture.services.tokens().revoke(OPERATOR, fixture.tokenId).isPresent(),
            AuditAction.TOKEN_REVOKED));
    DEEDS.put(
        "TenantKeyService.create",
        Deed.of(
            fixture ->
                fixture
                    .services
                    .tenantKeys()
                    .create(OPERATOR, ALPHA, "", Optional.of(Duration.ofDays(1)), shown -> {})
                    .isPresent(),
            AuditAction.TENANT_KEY_CREATED));
    DEEDS.put(
        "TenantKeyService.rotate",
        Deed.of(
            fixture ->
                fixture
                        .services
                        .tenantKeys()
                        .rotate(OPERATOR, fixture.keyId, Duration.ZERO, shown -> {})
                    != null,
            AuditAction.TENANT_KEY_ROTATED));
    DEEDS.put(
        "TenantKeyService.revoke",
        Deed.of(
            fixture -> fixture.services.tenantKeys().revoke(OPERATOR, fixture.keyId).isPresent(),
            AuditAction.TENANT_KEY_REVOKED));
    DEEDS.put(
        "AccountService.suspend",
        Deed.of(
            fixture -> fixture.services.accounts().suspend(OPERATOR, ANN).isPresent(),
            AuditAction.PERSON_SUSPENDED));
    DEEDS.put(
        "AccountService.reinstate",
        Deed.of(
            fixture ->
                fixture
                    .services
                    .accounts()
                    .reinstate(OPERATOR, new EmailAddress("off@alpha.test"))
                    .isPresent(),
            AuditAction.PERSON_REINSTATED));
    DEEDS.put(
        "AccountService.readdress",
        Deed.of(
            fixture ->
                fixture
                        .services
                        .accounts()
                        .readdress(OPERATOR, ANN, new EmailAddress("ann@other.test"))
                    instanceof Readdressed,
            AuditAction.PERSON_READDRESSED));
    DEEDS.put("AccountService.link", Deed.of(AuditCoverageTest::linked, AuditAction.PERSON_LINKED));
    DEEDS.put(
        "AccountService.unlink",
        Deed.of(
            fixture ->
                linked(fixture) && fixture.services.accounts().unlink(OPERATOR, ANN).isPresent(),
            AuditAction.PERSON_LINKED,
            AuditAction.PERSON_UNLINKED));
    DEEDS.put(
        "ErasureService.erase",
        Deed.of(
            fixture -> fixture.services.erasure().erase(OPERATOR, ANN).isPresent(),
            AuditAction.PERSON_ERASED));
    DEEDS.put(
        "OnboardingService.onboard",
        Deed.of(
            fixture ->
                fixture.services.onboarding().onboard(OPERATOR, onboarding(), shown -> {})
                    instanceof Onboarded,
            AuditAction.COMPANY_ONBOARDED,
            AuditAction.TOKEN_CREATED));
    DEEDS.put(
        "Importer.load", Deed.of(AuditCoverageTest::imported, AuditAction.DIRECTORY_IMPORTED));
  }

  private static boolean linked(AuditFixture fixture) {
    return fixture.services.accounts().link(OPERATOR, ANN, "subject-of-ann") instanceof Linked;
  }

  private static boolean changed(AuditFixture fixture, String change) {
    String target = "/console/api/invitations/" + PENDING + "/" + change;
    return fixture.server.post("ann-token", target, "").status() == 200;
  }

  private static boolean posted(AuditFixture fixture, String path, String json) {
    return fixture.server.post("ann-token", "/api/accounts/" + path, json).status() < 300;
  }

  private static OnboardRequest onboarding() {
    return new OnboardRequest(
        "Gamma",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new EmailAddress("g@g.test"),
        "G",
        "G");
  }

  private static boolean imported(AuditFixture fixture) {
    new Importer(fixture.server.database(), Clock.systemUTC(), (file, rows) -> {})
        .load(OPERATOR, TestServer.resource("django/data"));
    return true;
  }

  static Set<String> operations() {
    return DEEDS.keySet();
  }

  @Test
  void everyOperationThatOpensATransactionIsDoneHere() {
    Set<String> found = new HashSet<>();
    for (JavaClass each : CLASSES) {
      boolean opens = each.getMethods().stream().anyMatch(AuditCoverageTest::opensTransaction);
      if (opens && !NO_DEED.containsKey(each.getSimpleName())) {
        each.getMethods().stream()
            .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE))
            .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
            .filter(method -> reaches(method, new HashSet<>()))
            .forEach(method -> found.add(each.getSimpleName() + "." + method.getName()));
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(DEEDS.keySet());
  }

  @Test
  void whatIsNoDeedStillExists() {
    assertThat(
            CLASSES.stream()
                .filter(each ->
                    each.getMethods().stream().anyMatch(AuditCoverageTest::opensTransaction))
                .map(JavaClass::getSimpleName))
        .containsAll(NO_DEED.keySet());
  }

  private static boolean opensTransaction(JavaMethod method) {
    return targets(method)
        .anyMatch(target ->
            target.getOwner().getSimpleName().equals("Database")
                && OPENS_TRANSACTION.contains(target.getName()));
  }

  /** Reports whether a method opens a transaction, by itself or by another of its class. */
  private static boolean reaches(JavaMethod method, Set<JavaMethod> seen) {
    return seen.add(method)
        && (opensTransaction(method)
            || targets(method)
                .filter(target -> target.getOwner().equals(method.getOwner()))
                .flatMap(target -> target.resolveMember().stream())
                .anyMatch(next -> next instanceof JavaMethod called && reaches(called, seen)));
  }

  private static Stream<AccessTarget.CodeUnitAccessTarget> targets(JavaMethod method) {
    return Stream.concat(
            method.getCallsFromSelf().stream(), method.getCodeUnitReferencesFromSelf().stream())
        .map(JavaAccess::getTarget)
        .map(AccessTarget.CodeUnitAccessTarget.class::cast);
  }

  /** The database itself refuses a transaction that changes the directory without an event. */
  @ParameterizedTest
  @MethodSource("operations")
  void everyChangeLeavesItsEvents(String operation) {
    try (AuditFixture fixture = new AuditFixture(Clock.systemUTC())) {
      long before = fixture.lastEvent();
      atTheEndOfEachChange(
          fixture,
          """
          IF NOT EXISTS (SELECT FROM audit_event WHERE xmin = pg_current_xact_id()::xid) THEN
            RAISE 'a change without an event';
          END IF;
          """);

      assertThat(DEEDS.get(operation).run().test(fixture)).isTrue();

      assertThat(fixture.events(before))
          .extracting(AuditEvent::action)
          .containsExactlyElementsOf(DEEDS.get(operation).actions());
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aChangeWhoseEventFailsFails(String operation) {
    try (AuditFixture fixture = new AuditFixture(Clock.systemUTC())) {
      fixture.sql("ALTER TABLE audit_event ADD CHECK (action = 'none') NOT VALID");
      String before = fixture.directory();

      assertThat(succeeds(operation, fixture)).isFalse();

      assertThat(fixture.directory()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aChangeThatIsRolledBackLeavesNoEvent(String operation) {
    try (AuditFixture fixture = new AuditFixture(Clock.systemUTC())) {
      long before = fixture.lastEvent();
      atTheEndOfEachChange(fixture, "RAISE 'not today';");

      assertThat(succeeds(operation, fixture)).isFalse();

      assertThat(fixture.events(before)).isEmpty();
    }
  }

  private static boolean succeeds(String operation, AuditFixture fixture) {
    try {
      return DEEDS.get(operation).run().test(fixture);
    } catch (RuntimeException failed) {
      return false;
    }
  }

  /** Runs at the commit of each transaction that changed a table of the directory. */
  private static void atTheEndOfEachChange(AuditFixture fixture, String body) {
    fixture.sql(
        "CREATE FUNCTION at_the_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            + body
            + " RETURN NULL; END $$");
    List<String> tables = fixture.tables();
    assertThat(tables).contains("person", "membership", "invitation", "api_token", "outbox");
    fixture.sql(
        tables.stream()
            .map(table ->
                "CREATE CONSTRAINT TRIGGER at_the_end AFTER INSERT OR UPDATE OR DELETE ON "
                    + table
                    + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION at_the_end();")
            .collect(Collectors.joining("\n")));
  }
}
