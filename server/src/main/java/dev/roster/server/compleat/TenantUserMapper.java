package dev.roster.server.compleat;

import dev.roster.compleat.model.CompanyReference;
import dev.roster.compleat.model.Language;
import dev.roster.compleat.model.MetaData;
import dev.roster.compleat.model.Nominee;
import dev.roster.compleat.model.UserDetail;
import dev.roster.compleat.model.UserSummary;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.TenantUser;
import dev.roster.server.directory.TenantUserDetail;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People as the Compleat contract shows them. */
final class TenantUserMapper {
  private TenantUserMapper() {}

  static UserSummary summary(TenantUser user) {
    return UserSummary.builder()
        .id(user.uid())
        .firstName(user.firstName())
        .lastName(user.lastName())
        .emailAddress(new EmailAddress(user.email()).withALabels())
        .role(user.jobTitle())
        .status(user.status().name())
        .active(user.active())
        .build();
  }

  static UserDetail detail(UUID tenantId, TenantUserDetail detail, MetaData metaData) {
    TenantUser user = detail.user();
    return UserDetail.builder()
        .id(user.uid())
        .firstName(user.firstName())
        .lastName(user.lastName())
        .email(new EmailAddress(user.email()).withALabels())
        .role(user.jobTitle())
        .nominee(detail.nominee().map(TenantUserMapper::nominee).orElse(null))
        .language(
            detail
                .language()
                .map(language -> new Language(language.code(), language.name()))
                .orElse(null))
        .status(user.status().name())
        .tenantId(tenantId)
        .companies(
            detail.companies().stream()
                .map(company -> new CompanyReference(company.uid(), company.name()))
                .toList())
        .metaData(metaData)
        .build();
  }

  private static Nominee nominee(TenantUserDetail.Nominee nominee) {
    return new Nominee(
        nominee.uid(), nominee.name(), offset(nominee.start()), offset(nominee.end()));
  }

  private static @Nullable OffsetDateTime offset(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
