package dev.roster.server.coolset;

import dev.roster.coolset.api.WorkspacesApi;
import dev.roster.coolset.model.Message;
import dev.roster.coolset.model.SwitchWorkspaceRequest;
import dev.roster.coolset.model.WorkspaceList;
import dev.roster.server.coolset.django.DjangoQuery;
import dev.roster.server.directory.CompanyService;
import dev.roster.server.directory.CompanySummary;
import dev.roster.server.directory.Page;
import dev.roster.server.directory.PageRequest;
import dev.roster.server.http.Exchange;
import org.jspecify.annotations.Nullable;

/** Operations of the tag "workspaces". The query is read by {@link DjangoQuery}, not by JAX-RS. */
public final class WorkspacesResource implements WorkspacesApi {
  private static final Message SWITCHED = new Message("Workspace switched successfully.");

  private final CompanyService companies;
  private final CallerQueries queries;

  public WorkspacesResource(CompanyService companies, CallerQueries queries) {
    this.companies = companies;
    this.queries = queries;
  }

  @Override
  public WorkspaceList accountsWorkspacesList() {
    CoolsetRequest request = CoolsetRequest.current();
    PageRequest pageRequest = request.query().pageRequest();
    Page<CompanySummary> page = request.answer(queries.workspaces);
    PageHeaders.announce(Exchange.current(), request.query(), pageRequest, page.total());
    return CompanyMapper.workspaces(page);
  }

  @Override
  public Message accountsWorkspacesSwitch(SwitchWorkspaceRequest body, @Nullable String key) {
    switch (companies.switchTo(
        CoolsetRequest.current().caller(), body.companyId(), IdempotencyHeader.read(key))) {
      case SWITCHED -> {}
      case REPEATED -> IdempotencyHeader.replayed(Exchange.current());
      case KEY_TAKEN -> throw CoolsetErrors.keyTaken();
      case NOT_A_MEMBER -> throw CoolsetErrors.notFound();
    }
    return SWITCHED;
  }
}
