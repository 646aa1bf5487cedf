package dev.roster.server.boot;

import dev.roster.server.address.MailAddress;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditStore;
import dev.roster.server.audit.DatabaseAuditLog;
import dev.roster.server.audit.WorkspaceAuditService;
import dev.roster.server.authentication.AuthenticationStore;
import dev.roster.server.authentication.Authenticator;
import dev.roster.server.authentication.DemoCredentials;
import dev.roster.server.authentication.JwtAuthenticator;
import dev.roster.server.authentication.LastUseRecorder;
import dev.roster.server.compleat.CompleatDoor;
import dev.roster.server.compleat.TenantQueries;
import dev.roster.server.compleat.TenantUsersResource;
import dev.roster.server.console.ConsoleAuditResource;
import dev.roster.server.console.ConsoleDoor;
import dev.roster.server.console.ConsoleInvitationsResource;
import dev.roster.server.console.ConsoleRolesResource;
import dev.roster.server.console.ConsoleSuspensionsResource;
import dev.roster.server.console.ConsoleTokensResource;
import dev.roster.server.coolset.CallerQueries;
import dev.roster.server.coolset.CompaniesResource;
import dev.roster.server.coolset.CoolsetBodyReader;
import dev.roster.server.coolset.CoolsetDoor;
import dev.roster.server.coolset.CountriesResource;
import dev.roster.server.coolset.InvitationsResource;
import dev.roster.server.coolset.UsersResource;
import dev.roster.server.coolset.WorkspacesResource;
import dev.roster.server.credential.OwnTokenService;
import dev.roster.server.credential.TokenStore;
import dev.roster.server.db.Database;
import dev.roster.server.db.SqlReason;
import dev.roster.server.directory.AuthGroupStore;
import dev.roster.server.directory.AuthGroups;
import dev.roster.server.directory.CompanyService;
import dev.roster.server.directory.CompanyStore;
import dev.roster.server.directory.Countries;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.PersonService;
import dev.roster.server.directory.PersonStore;
import dev.roster.server.directory.SuspensionService;
import dev.roster.server.directory.TenantUserStore;
import dev.roster.server.http.Door;
import dev.roster.server.http.DoorFilter;
import dev.roster.server.http.FailureMapper;
import dev.roster.server.http.GuessLimiter;
import dev.roster.server.http.JsonWriter;
import dev.roster.server.http.RateLimiter;
import dev.roster.server.http.ResponseBudget;
import dev.roster.server.http.ServerExtension;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.invitation.AcceptService;
import dev.roster.server.invitation.AcceptStore;
import dev.roster.server.invitation.DeclineService;
import dev.roster.server.invitation.InvitationQuotaStore;
import dev.roster.server.invitation.InvitationService;
import dev.roster.server.invitation.InvitationStore;
import dev.roster.server.invitation.QuotaGate;
import dev.roster.server.invitation.WorkspaceInvitationService;
import dev.roster.server.jwt.JwtVerifier;
import dev.roster.server.mail.DeliveryObserver;
import dev.roster.server.mail.DevMailbox;
import dev.roster.server.mail.DisplayTime;
import dev.roster.server.mail.InvitationMail;
import dev.roster.server.mail.MailSender;
import dev.roster.server.mail.Outbox;
import dev.roster.server.mail.OutboxRelay;
import dev.roster.server.mail.SenderAddress;
import dev.roster.server.mail.SmtpSender;
import dev.roster.server.mail.SmtpUrl;
import dev.roster.server.replica.RateLimitExchange;
import dev.roster.server.replica.RateLimitStore;
import dev.roster.server.telemetry.Telemetry;
import dev.roster.server.web.AcceptPage;
import dev.roster.server.web.BrowsableDoor;
import dev.roster.server.web.ConsolePage;
import dev.roster.server.web.DemoAccess;
import dev.roster.server.web.DemoAccess.DemoTenant;
import dev.roster.server.web.DemoAccess.DemoToken;
import dev.roster.server.web.DocsPage;
import dev.roster.server.web.FrontPage;
import dev.roster.server.web.IconPage;
import dev.roster.server.web.MailboxPage;
import dev.roster.server.web.NotFoundDoor;
import dev.roster.server.web.ServedPages;
import dev.roster.server.web.ServerState;
import dev.roster.server.web.WebDoor;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.validation.ValidationFeature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The object graph of the server, built by hand. */
final class Wiring {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private final List<BackgroundTask> background = new ArrayList<>();
  private final Authenticator authenticator;
  private final Outbox outbox = new Outbox();
  private final DevMailbox mailbox;
  private final Optional<RateLimiter> coolsetLimiter;
  private final Optional<RateLimiter> compleatLimiter;
  private final Optional<RateLimitExchange> exchange;
  private final List<Door> doors;
  private final ResourceConfig application;

  /**
   * @param management the address of the management port; empty without one
   */
  Wiring(
      Database database,
      Clock clock,
      Config config,
      ServerExtension extension,
      Optional<URI> management) {
    MailConfig mail = config.mail();
    this.mailbox = new DevMailbox(clock);
    RateLimits limits = config.rateLimits();
    AuditLog audit = new DatabaseAuditLog(new AuditStore(), clock);
    AuthenticationStore access = new AuthenticationStore();
    CompanyStore companyStore = new CompanyStore();
    MembershipStore memberships = new MembershipStore();
    LastUseRecorder lastUse = new LastUseRecorder(database, access, clock);
    Optional<JwtAuthenticator> jwts =
        config
            .issuer()
            .map(trusted ->
                new JwtAuthenticator(
                    database, access, trusted, new JwtVerifier(trusted, clock), MailAddress::key));
    this.authenticator = new Authenticator(database, access, lastUse, clock, jwts);
    AuthGroups groups = new AuthGroups(database, new AuthGroupStore());
    IdempotencyStore keys = new IdempotencyStore();
    InvitationQuotaStore quotas = new InvitationQuotaStore();
    RateLimitStore counts = new RateLimitStore();
    ExpiredRowCleaner cleaner =
        new ExpiredRowCleaner(database, List.of(keys::sweep, quotas::sweep, counts::sweep));
    CompanyService companies = new CompanyService(database, companyStore, memberships, audit, keys);
    PersonStore personStore = new PersonStore();
    PersonService people = new PersonService(personStore, new TenantUserStore());
    InvitationStore invitationStore = new InvitationStore();
    QuotaGate quotaGate = new QuotaGate(quotas, limits.ofInvitations());
    InvitationService invitations =
        new InvitationService(
            database,
            invitationStore,
            memberships,
            personStore,
            outbox,
            audit,
            keys,
            quotaGate,
            clock,
            mail.validity());
    WorkspaceInvitationService workspaceInvitations =
        new WorkspaceInvitationService(
            database, invitationStore, outbox, audit, keys, quotaGate, clock, mail.validity());
    CallerQueries queries = new CallerQueries(companies, people, invitations);
    AcceptService accepting =
        new AcceptService(database, new AcceptStore(), personStore, memberships, audit);
    DeclineService declining = new DeclineService(database, new AcceptStore(), audit);
    ServedPages served =
        new ServedPages(
            mail.route() instanceof MailConfig.Route.Mailbox, config.docs(), config.console());
    this.coolsetLimiter = limits.ofCoolset(clock);
    this.compleatLimiter = limits.ofCompleat(clock);
    this.exchange = exchange(database, counts, limits);
    GuessLimiter guesses = new GuessLimiter(limits.ofGuesses(clock));
    CompleatDoor compleat =
        new CompleatDoor(
            authenticator,
            new TenantQueries(people, ResponseBudget.ofHeap()),
            compleatLimiter,
            guesses,
            clock);
    this.doors = new ArrayList<>(extension.doors());
    this.doors.addAll(
        List.of(
            BrowsableDoor.compleat(compleat, served),
            BrowsableDoor.coolset(
                new CoolsetDoor(authenticator, queries, coolsetLimiter, guesses), served)));
    if (served.console()) {
      this.doors.add(
          BrowsableDoor.console(new ConsoleDoor(authenticator, coolsetLimiter, guesses), served));
    }
    this.doors.addAll(List.of(new WebDoor(served, mail.brand().logo()), new NotFoundDoor(served)));
    this.application =
        new ResourceConfig()
            .register(ValidationFeature.class)
            .register(new DoorFilter())
            .register(new FailureMapper())
            .register(new JsonWriter())
            .register(new CoolsetBodyReader(groups))
            .register(new CompaniesResource(queries))
            .register(new CountriesResource(Countries.load()))
            .register(new InvitationsResource(invitations, queries))
            .register(new UsersResource(queries))
            .register(new WorkspacesResource(companies, queries))
            .register(new TenantUsersResource(compleat))
            .register(new ConsoleInvitationsResource(workspaceInvitations))
            .register(
                new ConsoleAuditResource(new WorkspaceAuditService(database, new AuditStore())))
            .register(new ConsoleRolesResource(groups))
            .register(new ConsoleSuspensionsResource(new SuspensionService(database, personStore)))
            .register(
                new ConsoleTokensResource(new OwnTokenService(database, new TokenStore(), clock)))
            .register(
                new AcceptPage(
                    accepting, declining, new DisplayTime(mail.zone()), mail.app(), mail.brand()))
            .register(new FrontPage(served, () -> state(database, management), this::demoAccess))
            .register(new IconPage())
            .register(
                new ConsolePage(
                    !(mail.route() instanceof MailConfig.Route.Nowhere),
                    served.mailbox(),
                    this::demoAccess))
            .register(new DocsPage(served, this::demoAccess))
            .register(new MailboxPage(mailbox, new DisplayTime(mail.zone())))
            // on the class path of a consumer's tests, nothing joins by being there
            .property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
            .property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true)
            .property(CommonProperties.JSON_PROCESSING_FEATURE_DISABLE, true)
            .property(CommonProperties.MOXY_JSON_FEATURE_DISABLE, true)
            .property(ServerProperties.MONITORING_ENABLED, false)
            .property(ServerProperties.MONITORING_STATISTICS_MBEANS_ENABLED, false)
            .property(ServerProperties.WADL_FEATURE_DISABLE, true)
            .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true)
            .property(ServerProperties.PROCESSING_RESPONSE_ERRORS_ENABLED, true);
    extension.resources().forEach(application::register);
    background.add(new BackgroundTask(lastUse::start, lastUse::close));
    background.add(new BackgroundTask(cleaner::start, cleaner::close));
    exchange.ifPresent(each -> background.add(new BackgroundTask(each::start, each::close)));
    jwts.ifPresent(each -> background.add(new BackgroundTask(each::start, each::close)));
  }

  private ServerState state(Database database, Optional<URI> management) {
    OptionalLong waiting;
    try {
      waiting = OptionalLong.of(database.reading(outbox::waiting));
    } catch (RuntimeException outage) {
      LOG.warn("the front page does not know the state: {}", SqlReason.of(outage));
      waiting = OptionalLong.empty();
    }
    return new ServerState(waiting.isPresent(), waiting, management);
  }

  /** The public credentials that the database accepts, whatever data it was made with. */
  private DemoAccess demoAccess() {
    try {
      List<DemoToken> tokens =
          DemoCredentials.TOKENS.stream()
              .flatMap(token ->
                  authenticator.callerWith(token).stream()
                      .map(caller -> new DemoToken(token, caller)))
              .toList();
      boolean key = authenticator.accepts(DemoCredentials.TENANT, DemoCredentials.TENANT_KEY);
      return new DemoAccess(
          tokens,
          key
              ? Optional.of(new DemoTenant(DemoCredentials.TENANT, DemoCredentials.TENANT_KEY))
              : Optional.empty());
    } catch (RuntimeException outage) {
      LOG.warn("the pages do not know the demo credentials: {}", SqlReason.of(outage));
      return DemoAccess.NONE;
    }
  }

  private Optional<RateLimitExchange> exchange(
      Database database, RateLimitStore counts, RateLimits limits) {
    Map<String, RateLimiter> limiters = new HashMap<>();
    coolsetLimiter.ifPresent(limiter -> limiters.put("coolset", limiter));
    compleatLimiter.ifPresent(limiter -> limiters.put("compleat", limiter));
    return limits.shared() && !limiters.isEmpty()
        ? Optional.of(new RateLimitExchange(database, counts, limiters))
        : Optional.empty();
  }

  /** The documents of all contracts, self-tested. */
  static List<SelfTestedDocument> documents() {
    return Stream.of(DocsPage.COOLSET, DocsPage.COMPLEAT, DocsPage.CONSOLE)
        .map(SelfTestedDocument::load)
        .toList();
  }

  /** The background work, in the order in which it is started. */
  List<BackgroundTask> background() {
    return Collections.unmodifiableList(background);
  }

  Authenticator authenticator() {
    return authenticator;
  }

  Optional<RateLimiter> coolsetLimiter() {
    return coolsetLimiter;
  }

  Optional<RateLimiter> compleatLimiter() {
    return compleatLimiter;
  }

  /** The exchange of counts with other servers; empty where each counts by itself. */
  Optional<RateLimitExchange> exchange() {
    return exchange;
  }

  Outbox outbox() {
    return outbox;
  }

  /** Adds what sends the mail of the outbox, unless mail is to wait. */
  void addRelay(
      Database database,
      MailConfig mail,
      URI listening,
      Optional<Telemetry> telemetry,
      DeliveryObserver observer) {
    InvitationMail words =
        new InvitationMail(
            mail.publicUrl().orElse(listening), mail.zone(), mail.brand(), mail.app());
    Optional<MailSender> sender =
        switch (mail.route()) {
          case MailConfig.Route.Nowhere _ -> Optional.empty();
          case MailConfig.Route.Mailbox _ -> Optional.of(mailbox);
          case MailConfig.Route.Smtp smtp ->
              Optional.of(
                  traced(
                      telemetry,
                      smtp.server(),
                      new SmtpSender(
                          smtp.server(),
                          smtp.trust(),
                          smtp.helo(),
                          SenderAddress.parse(mail.from()))));
        };
    sender
        .map(to -> new OutboxRelay(database, outbox, to, words, mail.pace(), observer))
        .ifPresent(relay -> background.add(new BackgroundTask(relay::start, relay::close)));
  }

  private static MailSender traced(
      Optional<Telemetry> telemetry, SmtpUrl server, MailSender sender) {
    return telemetry.map(each -> each.mail(sender, server)).orElse(sender);
  }

  /** The names of the doors of a contract. */
  Set<String> apis() {
    return doors.stream()
        .filter(door -> !door.operationIds().isEmpty())
        .map(Door::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  List<Door> doors() {
    return doors;
  }

  ResourceConfig application() {
    return application;
  }
}
