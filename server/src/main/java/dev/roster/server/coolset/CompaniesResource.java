package dev.roster.server.coolset;

import dev.roster.coolset.api.CompaniesApi;
import dev.roster.coolset.model.CompanyWorkspacePage;
import dev.roster.server.coolset.django.DjangoQuery;
import dev.roster.server.directory.CompanyQuery;
import dev.roster.server.directory.CompanySummary;
import dev.roster.server.directory.Page;
import dev.roster.server.http.Exchange;

/** Operations of the tag "companies". The query is read by {@link DjangoQuery}, not by JAX-RS. */
public final class CompaniesResource implements CompaniesApi {
  private final CallerQueries queries;

  public CompaniesResource(CallerQueries queries) {
    this.queries = queries;
  }

  @Override
  public CompanyWorkspacePage accountsCompaniesList() {
    CoolsetRequest request = CoolsetRequest.current();
    CompanyQuery query = request.query().companies();
    Page<CompanySummary> page = request.answer(queries.companies);
    String address = Exchange.current().address();
    return CompanyMapper.page(
        page,
        request.query().next(address, query.pageRequest(), page.total()).orElse(null),
        request.query().previous(address, query.pageRequest()).orElse(null));
  }
}
