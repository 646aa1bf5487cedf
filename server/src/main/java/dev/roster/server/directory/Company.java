package dev.roster.server.directory;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A company with its settings.
 *
 * @param information a JSON object as text
 */
public record Company(
    long id,
    String name,
    CompanyType type,
    @Nullable String country,
    boolean mfaEnabled,
    @Nullable String creditsUsed,
    @Nullable Long employees,
    @Nullable Long locations,
    @Nullable Long transactions,
    @Nullable LocalDate minimumDateFilter,
    @Nullable LocalDate resultsFrom,
    @Nullable LocalDate resultsUntil,
    @Nullable String firstTransaction,
    @Nullable String lastTransaction,
    @Nullable String chiftConsumerId,
    @Nullable String currency,
    @Nullable String locale,
    @Nullable String dataRoomConsumerId,
    @Nullable String information,
    @Nullable String pulseParams,
    List<String> flags) {
  public Company {
    flags = List.copyOf(flags);
  }
}
