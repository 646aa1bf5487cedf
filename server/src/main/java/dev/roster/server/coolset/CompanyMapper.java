package dev.roster.server.coolset;

import dev.roster.coolset.model.Company;
import dev.roster.coolset.model.CompanyType;
import dev.roster.coolset.model.CompanyWorkspace;
import dev.roster.coolset.model.CompanyWorkspacePage;
import dev.roster.coolset.model.Flag;
import dev.roster.coolset.model.Workspace;
import dev.roster.coolset.model.WorkspaceList;
import dev.roster.server.directory.CompanySummary;
import dev.roster.server.directory.Page;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Companies as the Coolset contract shows them. */
final class CompanyMapper {
  private CompanyMapper() {}

  static CompanyWorkspacePage page(
      Page<CompanySummary> page, @Nullable String next, @Nullable String previous) {
    return CompanyWorkspacePage.builder()
        .count(page.total())
        .next(next)
        .previous(previous)
        .results(page.entries().stream().map(CompanyMapper::summary).toList())
        .build();
  }

  private static CompanyWorkspace summary(CompanySummary company) {
    return CompanyWorkspace.builder()
        .workspaceId(company.id())
        .workspaceName(company.name())
        .id(company.id())
        .name(company.name())
        .type(CompanyType.of(company.type().code()))
        .country(company.country())
        .memberCount(company.members())
        .isMfaEnabled(company.mfaEnabled())
        .createdAt(company.createdAt().atOffset(ZoneOffset.UTC))
        .updatedAt(company.updatedAt().atOffset(ZoneOffset.UTC))
        .build();
  }

  static WorkspaceList workspaces(Page<CompanySummary> page) {
    return new WorkspaceList(page.entries().stream().map(CompanyMapper::workspace).toList());
  }

  private static Workspace workspace(CompanySummary company) {
    return Workspace.builder()
        .workspaceName(company.name())
        .workspaceId(company.id())
        .logo(company.logo())
        .memberCount(company.members())
        .isMfaEnabled(company.mfaEnabled())
        .build();
  }

  static Company company(dev.roster.server.directory.Company company) {
    return Company.builder()
        .id(company.id())
        .name(company.name())
        .type(CompanyType.of(company.type().code()))
        .country(company.country())
        .creditsUsed(company.creditsUsed())
        .nrOfEmployees(company.employees())
        .nrOfLocations(company.locations())
        .nrOfTransactions(company.transactions())
        .minimumDateFilter(company.minimumDateFilter())
        .resultsLimitEarliestYear(company.resultsFrom())
        .resultsLimitLatestYear(company.resultsUntil())
        .minTransactionDate(company.firstTransaction())
        .maxTransactionDate(company.lastTransaction())
        .chiftConsumerId(company.chiftConsumerId())
        .defaultCurrency(company.currency())
        .defaultLocale(company.locale())
        .dataRoomConsumerId(company.dataRoomConsumerId())
        .information(JsonObject.read(company.information()))
        .pulseParams(company.pulseParams())
        .flags(company.flags().stream().map(Flag::new).toList())
        .build();
  }
}
