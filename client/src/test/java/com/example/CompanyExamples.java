package com.example;

import dev.roster.client.CompanyFilter;
import dev.roster.client.CoolsetClient;
import dev.roster.client.ValidationException;
import dev.roster.coolset.model.CompanyType;
import dev.roster.coolset.model.CompanyWorkspace;
import dev.roster.coolset.model.CompanyWorkspacePage;
import java.util.List;

/** The examples in the Javadoc about companies. */
public final class CompanyExamples {
  private CompanyExamples() {}

  public static List<String> all(CoolsetClient coolset) {
    // @start region="all"
    List<String> names = coolset.companies().stream().map(CompanyWorkspace::name).toList();
    // @end region="all"
    return names;
  }

  public static List<CompanyWorkspace> filtered(CoolsetClient coolset) {
    // @start region="filtered"
    CompanyFilter dutch = CompanyFilter.builder().country("NL").ordering("-member_count").build();
    // fetches as many pages as ten companies need
    List<CompanyWorkspace> largest = coolset.companies().stream(dutch).limit(10).toList();
    // @end region="filtered"
    return largest;
  }

  public static boolean page(CoolsetClient coolset) {
    // @start region="page"
    CompanyWorkspacePage page = coolset.companies().page(CompanyFilter.all(), 25, 0);
    List<CompanyWorkspace> companies = page.results();
    boolean thereAreMore = page.count() > companies.size();
    // @end region="page"
    return thereAreMore;
  }

  public static CompanyFilter filter(CoolsetClient coolset) {
    // @start region="filter"
    CompanyFilter filter =
        CompanyFilter.builder()
            .nameIcontains("green")
            .typeIn(CompanyType.ACTIVE, CompanyType.TRIAL)
            .countryIn("NL", "BE")
            .ordering("-created_at", "name")
            .build();
    List<CompanyWorkspace> found = coolset.companies().stream(filter).toList();
    // @end region="filter"
    return found.isEmpty() ? null : filter;
  }

  public static List<CompanyWorkspace> ofType(CoolsetClient coolset, String type) {
    // @start region="ofType"
    CompanyFilter filter = CompanyFilter.builder().type(type).build();
    try {
      return coolset.companies().stream(filter).toList();
    } catch (ValidationException refused) {
      // the server knows no such type
      throw new IllegalArgumentException(refused.messagesFor("type").toString(), refused);
    }
    // @end region="ofType"
  }
}
