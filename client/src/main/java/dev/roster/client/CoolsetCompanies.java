package dev.roster.client;

import dev.roster.client.coolset.api.CompaniesApi;
import dev.roster.coolset.model.CompanyWorkspace;
import dev.roster.coolset.model.CompanyWorkspacePage;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The companies the caller belongs to: {@link CoolsetClient#companies()}.
 *
 * <p>Beside the exceptions that each method names, each throws those of {@linkplain
 * dev.roster.client every call}.
 */
public final class CoolsetCompanies {
  private final CallExecutor calls;
  private final int pageSize;

  CoolsetCompanies(CallExecutor calls, int pageSize) {
    this.calls = calls;
    this.pageSize = pageSize;
  }

  /**
   * Streams all companies, sorted by id; see {@link #stream(CompanyFilter)}.
   *
   * <p>Sends {@code GET /api/accounts/companies/}, once for each page that is read.
   *
   * {@snippet file="com/example/CompanyExamples.java" region="all"}
   *
   * @return the companies; the stream throws the exceptions of the call
   * @throws ValidationException if the server refuses the request
   */
  public Stream<CompanyWorkspace> stream() {
    return stream(CompanyFilter.all());
  }

  /**
   * Streams the companies that pass the filter. The stream asks for a page when its first entry is
   * wanted, and throws then if the call fails. Companies that come or go during the walk shift the
   * others, so that one may be seen twice or missed.
   *
   * <p>Sends {@code GET /api/accounts/companies/} with the filter as query, once for each page that
   * is read.
   *
   * {@snippet file="com/example/CompanyExamples.java" region="filtered"}
   *
   * @return the companies in the order of the filter, by id without one; the stream throws the
   *     exceptions of the call
   * @throws ValidationException if the server refuses a value of the filter, such as a type that it
   *     does not know
   */
  public Stream<CompanyWorkspace> stream(CompanyFilter filter) {
    ArgumentChecks.given(filter, "filter");
    return PageIterator.of(offset -> step(page(filter, pageSize, offset), offset));
  }

  /**
   * Returns one page, with the count of all companies that pass the filter.
   *
   * <p>Sends {@code GET /api/accounts/companies/} with the filter, limit and offset as query.
   *
   * {@snippet file="com/example/CompanyExamples.java" region="page"}
   *
   * @param limit the largest number of companies to return; a server may return fewer
   * @param offset the number of companies before the page
   * @return the page; behind the last company its {@code results()} are empty
   * @throws ValidationException if the server refuses a value of the filter, such as a type that it
   *     does not know
   */
  public CompanyWorkspacePage page(CompanyFilter filter, int limit, int offset) {
    ArgumentChecks.given(filter, "filter");
    ArgumentChecks.page(limit, offset);
    Received<CompanyWorkspacePage> received =
        calls.received(
            CompaniesApi.accountsCompaniesList(
                filter.name(),
                filter.nameIcontains(),
                filter.nameIstartswith(),
                filter.nameIendswith(),
                filter.type(),
                filter.typeIn(),
                filter.country(),
                filter.countryIcontains(),
                filter.countryIstartswith(),
                filter.countryIendswith(),
                filter.countryIn(),
                filter.typeExclude(),
                filter.ordering(),
                filter.search(),
                limit,
                offset));
    CompanyWorkspacePage page = received.value();
    if (page.count() != null && offset == 0) {
      TotalCheck.requireEntries(page.results(), page.count(), received::asError);
    }
    return page;
  }

  private static PageIterator.Step<CompanyWorkspace> step(CompanyWorkspacePage page, int offset) {
    List<CompanyWorkspace> items = page.results();
    String next = page.next();
    OptionalInt following =
        next == null
            ? OptionalInt.empty()
            : OptionalInt.of(NextPageLink.offsetAfter(offset, items.size(), next));
    return new PageIterator.Step<>(items, following);
  }
}
