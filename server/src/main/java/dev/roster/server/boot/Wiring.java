package dev.roster.server.boot;

import dev.roster.server.access.AccessStore;
import dev.roster.server.access.AuthGroups;
import dev.roster.server.access.Authenticator;
import dev.roster.server.compleat.CompleatDoor;
import dev.roster.server.compleat.TenantUsersResource;
import dev.roster.server.coolset.BodyReader;
import dev.roster.server.coolset.CompaniesResource;
import dev.roster.server.coolset.CoolsetDoor;
import dev.roster.server.coolset.CountriesResource;
import dev.roster.server.coolset.InvitationsResource;
import dev.roster.server.coolset.UsersResource;
import dev.roster.server.coolset.WorkspacesResource;
import dev.roster.server.db.Database;
import dev.roster.server.directory.CompanyService;
import dev.roster.server.directory.CompanyStore;
import dev.roster.server.directory.Countries;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.PersonService;
import dev.roster.server.directory.PersonStore;
import dev.roster.server.directory.TenantUserStore;
import dev.roster.server.http.Door;
import dev.roster.server.http.DoorFailures;
import dev.roster.server.http.DoorFilter;
import dev.roster.server.http.ElsewhereDoor;
import dev.roster.server.http.JsonWriter;
import dev.roster.server.invitation.InvitationService;
import dev.roster.server.invitation.InvitationStore;
import dev.roster.server.mail.Outbox;
import java.time.Clock;
import java.util.List;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The object graph of the server, built by hand. */
final class Wiring {
  private final Authenticator authenticator;
  private final CompanyService companies;
  private final Outbox outbox = new Outbox();
  private final List<Door> doors;
  private final ResourceConfig application;

  Wiring(Database database, Clock clock) {
    AccessStore access = new AccessStore();
    CompanyStore companyStore = new CompanyStore();
    MembershipStore memberships = new MembershipStore();
    this.authenticator = new Authenticator(database, access);
    AuthGroups groups = new AuthGroups(database, access);
    this.companies = new CompanyService(database, companyStore, memberships);
    PersonService people =
        new PersonService(database, new PersonStore(), new TenantUserStore(), companyStore);
    InvitationService invitations =
        new InvitationService(
            database, new InvitationStore(), memberships, companies, groups, outbox, clock);
    CompleatDoor compleat = new CompleatDoor(authenticator, clock);
    this.doors = List.of(compleat, new CoolsetDoor(authenticator), new ElsewhereDoor());
    this.application =
        new ResourceConfig()
            .register(new DoorFilter())
            .register(new DoorFailures())
            .register(new JsonWriter())
            .register(new BodyReader(groups))
            .register(new CompaniesResource(companies))
            .register(new CountriesResource(Countries.load()))
            .register(new InvitationsResource(invitations))
            .register(new UsersResource(people))
            .register(new WorkspacesResource(companies))
            .register(new TenantUsersResource(people, compleat))
            .property(ServerProperties.WADL_FEATURE_DISABLE, true)
            .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true)
            .property(ServerProperties.PROCESSING_RESPONSE_ERRORS_ENABLED, true);
  }

  Authenticator authenticator() {
    return authenticator;
  }

  CompanyService companies() {
    return companies;
  }

  Outbox outbox() {
    return outbox;
  }

  List<Door> doors() {
    return doors;
  }

  ResourceConfig application() {
    return application;
  }
}
