package dev.roster.server.sandbox.state;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditStore;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.audit.DatabaseAuditLog;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.Caller;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.console.Cursor;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.CompanyService;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.idempotency.KeyedRequest;
import dev.roster.server.invitation.InviteRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of one state, in the files of an import, and the values that the state hands out. All
 * identifiers, addresses, tokens and keys are new ones. Not safe for use by many threads.
 */
public final class StateFixture {
  private static final String NULL = "\\N";

  /** Above 32 bits, so that a caller who keeps identifiers in an int finds out. */
  private static final long LEAST_ID = 1L << 33;

  private static final long GREATEST_ID = 1L << 52;
  private static final int BLOCK = 1000;

  private final Instant now;
  private final Map<String, List<Row>> files = new LinkedHashMap<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<BiConsumer<IdempotencyStore, Transaction>> past = new ArrayList<>();
  private final Set<Long> exhaustedInviters = new HashSet<>();
  private final Set<EmailAddress> exhaustedTargets = new HashSet<>();
  private boolean exhausted;
  private long lastId =
      ThreadLocalRandom.current().nextLong(LEAST_ID / BLOCK, GREATEST_ID / BLOCK) * BLOCK;

  StateFixture(Instant now) {
    this.now = now;
  }

  /** The values that the state returns, by name. */
  public Map<String, Object> values() {
    return values;
  }

  /** The identifiers of its tenants. */
  public Set<UUID> tenants() {
    return cells("tenants", "id").map(UUID::fromString).collect(Collectors.toSet());
  }

  /** The identifiers of its people. */
  public Set<Long> people() {
    return cells("users", "id").map(Long::valueOf).collect(Collectors.toSet());
  }

  /** Its tokens and keys, and those that it hands out and nobody has. */
  public Set<String> credentials() {
    return Stream.of(
            cells("tokens", "token"),
            cells("tenant_keys", "key"),
            Stream.of("token", "key")
                .flatMap(name -> Stream.ofNullable(values.get(name)))
                .map(Object::toString))
        .flatMap(all -> all)
        .collect(Collectors.toSet());
  }

  private Stream<String> cells(String file, String column) {
    return files.getOrDefault(file, List.of()).stream().map(row -> row.get(column));
  }

  /** Returns a value with the state. */
  StateFixture reveal(String name, Object value) {
    values.put(name, value);
    return this;
  }

  Row tenant(String name) {
    UUID id = UUID.randomUUID();
    return add("tenants").with("id", id).with("name", name);
  }

  UUID keyOf(Row tenant) {
    return UUID.fromString(key(tenant).get("key"));
  }

  /** A key of the tenant. */
  Row key(Row tenant) {
    return add("tenant_keys").with("key", UUID.randomUUID()).with("tenant_id", tenant.get("id"));
  }

  /** A company with nothing but what it must have. */
  Row company(Row tenant, String name) {
    return add("companies")
        .with("id", newId())
        .with("uid", UUID.randomUUID())
        .with("tenant_id", tenant.get("id"))
        .with("name", name);
  }

  /** A person with nothing but what one must have. */
  Row person(String firstName, String lastName) {
    return add("users")
        .with("id", newId())
        .with("uid", UUID.randomUUID())
        .with("email", newEmail((firstName + "." + lastName).toLowerCase(Locale.ROOT)))
        .with("first_name", firstName)
        .with("last_name", lastName);
  }

  Row membership(Row person, Row company, PredefinedAuthGroup role) {
    return membership(person, company, role.authGroup());
  }

  Row membership(Row person, Row company, long authGroup) {
    return add("memberships")
        .with("id", newId())
        .with("user_id", person.get("id"))
        .with("company_id", company.get("id"))
        .with("auth_group_id", authGroup);
  }

  /** A role of nobody else's. */
  long authGroup(String name, String permissions) {
    long id = newId();
    add("auth_groups").with("id", id).with("name", name).with("permissions", permissions);
    return id;
  }

  /** An invitation that can be accepted. */
  Row invitation(Row company, Row inviter, String email) {
    return add("invitations")
        .with("id", UUID.randomUUID())
        .with("company_id", company.get("id"))
        .with("email", email)
        .with("auth_group_id", PredefinedAuthGroup.EDITOR.authGroup())
        .with("invited_by", inviter.get("id"))
        .with("created_at", now)
        .with("expires_at", now.plus(7, ChronoUnit.DAYS));
  }

  /** The invitation as one that was made so many hours ago. */
  Row madeBefore(Row invitation, int hours) {
    return invitation.with("created_at", now.minus(hours, ChronoUnit.HOURS));
  }

  /** The invitation as one that has run out. */
  Row expired(Row invitation) {
    return invitation
        .with("created_at", now.minus(10, ChronoUnit.DAYS))
        .with("expires_at", now.minus(3, ChronoUnit.DAYS));
  }

  /** Makes the person one who has invited successfully under a key. */
  String keyOf(Row inviter, Row invitation) {
    IdempotencyKey key = newKey();
    KeyedRequest request =
        InviteRequest.under(
            key,
            new EmailAddress(invitation.get("email")),
            Long.parseLong(invitation.get("auth_group_id")));
    remember(inviter, request, invitation.get("id"));
    return key.value();
  }

  /** Makes the person one who has switched to the company under a key. */
  String switchKeyOf(Row person, Row company) {
    IdempotencyKey key = newKey();
    remember(person, CompanyService.underKey(key, company.id()), company.get("id"));
    return key.value();
  }

  private static IdempotencyKey newKey() {
    return new IdempotencyKey("state-" + UUID.randomUUID());
  }

  private void remember(Row person, KeyedRequest request, String result) {
    past.add((keys, tx) -> keys.claim(tx, person.id(), request, result));
  }

  /** Makes the invitation one that the log of its company tells of, made by an operator. */
  void log(Row company, Row invitation) {
    log(new OperatorCaller("sandbox"), invited(company, invitation));
  }

  /** The same, made by a member of the company. */
  void log(Row company, Row invitation, Row inviter) {
    UserCaller member =
        new UserCaller(
            inviter.id(),
            Optional.empty(),
            UUID.randomUUID(),
            "sandbox",
            Set.of(Scope.WRITE),
            CallOrigin.terminal());
    log(member, invited(company, invitation));
  }

  private static AuditedChange invited(Row company, Row invitation) {
    return AuditedChange.of(AuditAction.INVITATION_CREATED)
        .company(company.id())
        .invitation(UUID.fromString(invitation.get("id")));
  }

  /** Makes the member one whose suspension the log of the company tells of. */
  void logSuspension(Row company, Row member) {
    log(
        new OperatorCaller("sandbox"),
        AuditedChange.of(AuditAction.PERSON_SUSPENDED).company(company.id()).person(member.id()));
  }

  /** Returns with the state the cursor behind which the log has what was logged so far. */
  void revealLogged(String name, Row company) {
    Cursor log = Cursor.ofEvents(company.id());
    past.add((keys, tx) -> reveal(name, log.after(new AuditStore().last(tx) + 1)));
  }

  private void log(Caller caller, AuditedChange change) {
    AuditLog log = new DatabaseAuditLog(new AuditStore(), Clock.fixed(now, ZoneOffset.UTC));
    past.add((keys, tx) -> log.record(tx, caller, change));
  }

  /** Marks the state's credential as having exhausted its rate limit. */
  void exhaustRateLimit() {
    exhausted = true;
  }

  /** Reports whether the state's credential has exhausted its rate limit. */
  public boolean isExhausted() {
    return exhausted;
  }

  /** Makes the person one who has sent all invitations of the day. */
  void exhaustInvitations(Row inviter) {
    exhaustedInviters.add(inviter.id());
  }

  /** Makes the address one that was invited as often as a day allows. */
  void exhaustInvitationsTo(String email) {
    exhaustedTargets.add(new EmailAddress(email));
  }

  /** The addresses that were invited as often as a day allows. */
  public Set<EmailAddress> exhaustedTargets() {
    return Set.copyOf(exhaustedTargets);
  }

  /** The people who have sent all invitations of the day. */
  public Set<Long> exhaustedInviters() {
    return Set.copyOf(exhaustedInviters);
  }

  /** Writes that follow the import, for rows that it has no file for. */
  public void applyIn(Transaction tx) {
    IdempotencyStore keys = new IdempotencyStore();
    past.forEach(each -> each.accept(keys, tx));
  }

  /** An address that nobody has. */
  String newEmail(String name) {
    return name + "." + newId() + "@state.example";
  }

  String tokenOf(Row person) {
    return token(person).get("token");
  }

  /** A token of the person. */
  Row token(Row person) {
    return add("tokens").with("token", unknownToken()).with("user_id", person.get("id"));
  }

  /** The instant so long before that by which the state is made. */
  Instant before(long amount, ChronoUnit unit) {
    return now.minus(amount, unit);
  }

  /** When something of the state runs out that can be used until then. */
  Instant soon() {
    return now.plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
  }

  /** A token that may do no more than this scope says. */
  String tokenOf(Row person, String scope) {
    String token = unknownToken();
    add("tokens").with("token", token).with("user_id", person.get("id")).with("scopes", scope);
    return token;
  }

  /** A token that nobody has. */
  String unknownToken() {
    return "state-" + UUID.randomUUID();
  }

  private long newId() {
    return ++lastId;
  }

  private Row add(String file) {
    Row row = new Row();
    files.computeIfAbsent(file, ignored -> new ArrayList<>()).add(row);
    return row;
  }

  /** Writes the files of an import. */
  public void writeTo(Path folder) {
    files.forEach((file, rows) -> write(folder.resolve(file + ".csv"), rows));
  }

  private static void write(Path file, List<Row> rows) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.cells.keySet()));
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord(columns);
      rows.forEach(row ->
          csv.writeRecord(columns.stream().map(c -> row.cells.getOrDefault(c, NULL)).toList()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A line of a file. */
  static final class Row {
    private final Map<String, String> cells = new LinkedHashMap<>();

    private Row() {}

    Row with(String column, Object value) {
      cells.put(column, value.toString());
      return this;
    }

    /** The row with null in this column, also where the column has a default. */
    Row without(String column) {
      return with(column, NULL);
    }

    String get(String column) {
      String cell = cells.get(column);
      if (cell == null) {
        throw new IllegalStateException("no " + column + " in " + cells);
      }
      return cell;
    }

    long id() {
      return Long.parseLong(get("id"));
    }
  }
}
