package dev.roster.server.coolset;

import dev.roster.server.coolset.django.InvalidRequestException;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.directory.CompanyService;
import dev.roster.server.directory.CompanySummary;
import dev.roster.server.directory.Page;
import dev.roster.server.directory.PersonService;
import dev.roster.server.directory.PersonWithMembership;
import dev.roster.server.invitation.FoundInvitation;
import dev.roster.server.invitation.InvitationService;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The queries of the reading operations about their caller. The door asks them with the
 * authentication, and the resources read the answers.
 */
public final class CallerQueries {
  final Operation<Page<CompanySummary>> companies;
  final Operation<Page<CompanySummary>> workspaces;
  final Operation<Page<PersonWithMembership>> users;
  final Operation<PersonWithMembership> self;
  final Operation<Optional<FoundInvitation>> invitation;

  private final Map<String, Operation<?>> byId;

  public CallerQueries(
      CompanyService companies, PersonService people, InvitationService invitations) {
    this.companies = new Operation<>(request -> companies.search(request.query().companies()));
    this.workspaces = new Operation<>(request -> companies.all(request.query().pageRequest()));
    this.users =
        new Operation<>(
            request -> people.colleagues(request.query().search(), request.query().pageRequest()));
    this.self = new Operation<>(request -> people.self());
    this.invitation =
        new Operation<>(
            request -> request.id().map(invitations::find).orElseGet(CallerQuery::ofNothing));
    this.byId =
        Map.of(
            "accounts_companies_list", this.companies,
            "accounts_workspaces_list", workspaces,
            "accounts_users_list", users,
            "accounts_users_me", self,
            "accounts_user-config_list", self,
            "accounts_invitations_read", invitation);
  }

  /** The query of an operation; empty if it has none. */
  Optional<Operation<?>> of(String operationId) {
    return Optional.ofNullable(byId.get(operationId));
  }

  /**
   * An operation whose answer is about its caller.
   *
   * @param <T> the answer
   */
  static final class Operation<T> {
    private final Function<CoolsetRequest, CallerQuery<T>> query;

    private Operation(Function<CoolsetRequest, CallerQuery<T>> query) {
      this.query = query;
    }

    /**
     * The query of a request.
     *
     * @throws InvalidRequestException if the request is not valid
     */
    CallerQuery<T> of(CoolsetRequest request) {
      return query.apply(request);
    }
  }
}
