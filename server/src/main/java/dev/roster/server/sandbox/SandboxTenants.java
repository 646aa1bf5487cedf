package dev.roster.server.sandbox;

import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.db.TemporaryFolder;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.sandbox.state.IsolatedTenant;
import dev.roster.server.sandbox.state.StateFixture;
import dev.roster.server.sandbox.state.States;
import dev.roster.server.transfer.Importer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of a sandbox, with the states that were set for each. Safe for use by many threads.
 */
public final class SandboxTenants {
  /** Of one user: more than tests make, so that a state alone has used them up. */
  static final int INVITATIONS_PER_DAY = 10_000;

  private static final int PATH_SEGMENT = 3;
  private static final OperatorCaller OPERATOR = new OperatorCaller("sandbox");

  private final Database database;
  private final Clock clock;
  private final Consumer<StateFixture> exhausting;
  private final SandboxStore store = new SandboxStore();
  private final Map<UUID, Estate> estates = new ConcurrentHashMap<>();
  private final Map<String, UUID> byCredential = new ConcurrentHashMap<>();

  /** A tenant with all that was made for it. */
  private record Estate(
      IsolatedTenant tenant, StateFixture fixture, Set<UUID> tenantIds, Set<Long> personIds) {
    void add(StateFixture more) {
      tenantIds.addAll(more.tenants());
      personIds.addAll(more.people());
    }
  }

  /**
   * @param exhausting uses up the rate limit of the token or key that a state hands out
   */
  SandboxTenants(Database database, Clock clock, Consumer<StateFixture> exhausting) {
    this.database = database;
    this.clock = clock;
    this.exhausting = exhausting;
  }

  /** Makes a tenant that nobody else sees. */
  public IsolatedTenant create(String name) {
    IsolatedTenant.Drawn drawn = IsolatedTenant.draw(name, clock.instant());
    load(drawn.fixture());
    Estate estate =
        new Estate(
            drawn.tenant(),
            drawn.fixture(),
            ConcurrentHashMap.newKeySet(),
            ConcurrentHashMap.newKeySet());
    estate.add(drawn.fixture());
    estates.put(drawn.tenant().id(), estate);
    own(drawn.tenant().id(), drawn.fixture());
    return drawn.tenant();
  }

  /** Every tenant. */
  public List<IsolatedTenant> all() {
    return estates.values().stream().map(Estate::tenant).toList();
  }

  /** A tenant; empty if this sandbox made none with this identifier. */
  public Optional<IsolatedTenant> find(UUID id) {
    return Optional.ofNullable(estates.get(id)).map(Estate::tenant);
  }

  /**
   * Brings the directory into a named state.
   *
   * @param tenant to which the state belongs and with which it goes; to nobody if null
   * @return what a request needs to know of the state
   * @throws dev.roster.server.sandbox.state.UnknownNameException if there is no such state
   * @throws UserErrorException if the state knows no such parameter, or not this value, or if there
   *     is no such tenant
   */
  public Map<String, Object> set(@Nullable UUID tenant, String state, Map<String, ?> parameters) {
    StateFixture fixture = States.draw(state, parameters, clock.instant());
    Optional<Estate> owner = Optional.ofNullable(tenant).map(this::estate);
    load(fixture);
    owner.ifPresent(estate -> {
      estate.add(fixture);
      own(estate.tenant().id(), fixture);
    });
    return fixture.values();
  }

  /** Makes the tenant what it was at first, with the same tokens and key; its states are gone. */
  public IsolatedTenant reset(UUID id) {
    Estate estate = estate(id);
    wipe(estate);
    load(estate.fixture());
    estate.tenantIds().clear();
    estate.personIds().clear();
    estate.add(estate.fixture());
    own(id, estate.fixture());
    return estate.tenant();
  }

  /** Removes the tenant and its states. */
  public void delete(UUID id) {
    wipe(estate(id));
    estates.remove(id);
  }

  private Estate estate(UUID id) {
    Estate estate = estates.get(id);
    if (estate == null) {
      throw new UserErrorException("This sandbox made no tenant " + id + ".");
    }
    return estate;
  }

  private void wipe(Estate estate) {
    database.inTransaction(tx -> {
      store.wipe(tx, joined(estate.tenantIds()), joined(estate.personIds()));
      return true;
    });
    byCredential.values().removeIf(estate.tenant().id()::equals);
  }

  private static String joined(Set<?> ids) {
    return ids.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private void own(UUID id, StateFixture fixture) {
    fixture.credentials().forEach(credential -> byCredential.put(credential, id));
    fixture.tenants().forEach(each -> byCredential.put(each.toString(), id));
  }

  /** Whose request it is: by its token, its key, or the tenant in the path of the Compleat door. */
  Optional<UUID> ofRequest(Request request, String path) {
    HttpFields headers = request.getHeaders();
    String authorization = headers.get(HttpHeader.AUTHORIZATION);
    String token = authorization == null ? "" : authorization.replaceFirst("^\\S+\\s+", "");
    String key = headers.get("x-api-compleat-key");
    String[] segments = path.replaceAll("/{2,}", "/").split("/");
    String inPath = segments.length > PATH_SEGMENT ? segments[PATH_SEGMENT] : "";
    return Optional.ofNullable(byCredential.get(token.strip()))
        .or(() -> Optional.ofNullable(key).map(SandboxTenants::lower).map(byCredential::get))
        .or(() -> Optional.ofNullable(byCredential.get(lower(inPath))));
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private void load(StateFixture fixture) {
    try (TemporaryFolder folder = TemporaryFolder.create(TemporaryFolder.Purpose.STATE)) {
      fixture.writeTo(folder.path());
      new Importer(database, clock, (file, rows) -> {}).load(OPERATOR, folder.path());
      database.inTransaction(tx -> {
        fixture.applyIn(tx);
        fixture
            .exhaustedInviters()
            .forEach(person ->
                store.useUpInvitations(tx, "inviter", Long.toString(person), INVITATIONS_PER_DAY));
        fixture
            .exhaustedTargets()
            .forEach(
                email -> store.useUpInvitations(tx, "target", email.key(), INVITATIONS_PER_DAY));
        return true;
      });
      if (fixture.isExhausted()) {
        exhausting.accept(fixture);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
