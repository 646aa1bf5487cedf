package dev.roster.client;

import org.jspecify.annotations.Nullable;

/**
 * Which countries to list. Everything that is given must hold; the components are the query
 * parameters of the contract, null for those that are not sent.
 *
 * {@snippet file="com/example/CountryExamples.java" region="matching"}
 */
public record CountryFilter(
    @Nullable String search,
    @Nullable String name,
    @Nullable String alpha2,
    @Nullable String alpha3,
    @Nullable String numeric,
    @Nullable Integer limit,
    @Nullable Integer offset) {
  /**
   * Refuses what would not restrict the list.
   *
   * @throws IllegalArgumentException if a text is blank, the limit below 1, the offset negative or
   *     without a limit
   */
  public CountryFilter {
    ArgumentChecks.valueOrNull(search, "search");
    ArgumentChecks.valueOrNull(name, "name");
    ArgumentChecks.valueOrNull(alpha2, "alpha2");
    ArgumentChecks.valueOrNull(alpha3, "alpha3");
    ArgumentChecks.valueOrNull(numeric, "numeric");
    ArgumentChecks.page(limit == null ? 1 : limit, offset == null ? 0 : offset);
    if (offset != null && limit == null) {
      throw new IllegalArgumentException("offset needs a limit; without one it is not obeyed");
    }
  }

  /** Matches every country. */
  public static CountryFilter all() {
    return builder().build();
  }

  /** Begins a filter that passes everything. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds a {@link CountryFilter}; what is not called does not restrict the list. A blank value is
   * an {@link IllegalArgumentException}: a server would leave it out and list everything.
   */
  public static final class Builder {
    private @Nullable String search;
    private @Nullable String name;
    private @Nullable String alpha2;
    private @Nullable String alpha3;
    private @Nullable String numeric;
    private @Nullable Integer limit;
    private @Nullable Integer offset;

    private Builder() {}

    /** Name contains the value, ignoring case. */
    public Builder search(String search) {
      this.search = ArgumentChecks.value(search, "search");
      return this;
    }

    /** Name equals the value. */
    public Builder name(String name) {
      this.name = ArgumentChecks.value(name, "name");
      return this;
    }

    /** Two-letter code equals the value. */
    public Builder alpha2(String alpha2) {
      this.alpha2 = ArgumentChecks.value(alpha2, "alpha2");
      return this;
    }

    /** Three-letter code equals the value. */
    public Builder alpha3(String alpha3) {
      this.alpha3 = ArgumentChecks.value(alpha3, "alpha3");
      return this;
    }

    /** Three-digit code equals the value. */
    public Builder numeric(String numeric) {
      this.numeric = ArgumentChecks.value(numeric, "numeric");
      return this;
    }

    /** At most this many countries; without it all of them. */
    public Builder limit(int limit) {
      this.limit = limit;
      return this;
    }

    /** Leaves out this many countries at the start; only together with a limit. */
    public Builder offset(int offset) {
      this.offset = offset;
      return this;
    }

    /** Makes the filter. */
    public CountryFilter build() {
      return new CountryFilter(search, name, alpha2, alpha3, numeric, limit, offset);
    }
  }
}
