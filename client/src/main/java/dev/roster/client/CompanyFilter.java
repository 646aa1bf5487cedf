package dev.roster.client;

import dev.roster.coolset.model.CompanyType;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which companies to list and in which order. Everything that is given must hold; the components
 * are the query parameters of the contract, null for those that are not sent.
 *
 * {@snippet file="com/example/CompanyExamples.java" region="filter"}
 */
public record CompanyFilter(
    @Nullable String name,
    @Nullable String nameIcontains,
    @Nullable String nameIstartswith,
    @Nullable String nameIendswith,
    @Nullable String type,
    @Nullable String typeIn,
    @Nullable String country,
    @Nullable String countryIcontains,
    @Nullable String countryIstartswith,
    @Nullable String countryIendswith,
    @Nullable String countryIn,
    @Nullable String typeExclude,
    @Nullable String ordering,
    @Nullable String search) {
  /**
   * Refuses what would not restrict the list.
   *
   * @throws IllegalArgumentException if a text is blank or the search has no terms
   */
  public CompanyFilter {
    ArgumentChecks.valueOrNull(name, "name");
    ArgumentChecks.valueOrNull(nameIcontains, "nameIcontains");
    ArgumentChecks.valueOrNull(nameIstartswith, "nameIstartswith");
    ArgumentChecks.valueOrNull(nameIendswith, "nameIendswith");
    ArgumentChecks.valueOrNull(type, "type");
    ArgumentChecks.listOrNull(typeIn, "typeIn");
    ArgumentChecks.valueOrNull(country, "country");
    ArgumentChecks.valueOrNull(countryIcontains, "countryIcontains");
    ArgumentChecks.valueOrNull(countryIstartswith, "countryIstartswith");
    ArgumentChecks.valueOrNull(countryIendswith, "countryIendswith");
    ArgumentChecks.listOrNull(countryIn, "countryIn");
    ArgumentChecks.listOrNull(typeExclude, "typeExclude");
    ArgumentChecks.valueOrNull(ordering, "ordering");
    ArgumentChecks.searchOrNull(search);
  }

  /** Matches every company. */
  public static CompanyFilter all() {
    return builder().build();
  }

  /** Begins a filter that passes everything. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds a {@link CompanyFilter}; what is not called does not restrict the list. A blank value, a
   * search without terms and a list without items are an {@link IllegalArgumentException}: a server
   * would leave them out and list everything.
   */
  public static final class Builder {
    private @Nullable String name;
    private @Nullable String nameIcontains;
    private @Nullable String nameIstartswith;
    private @Nullable String nameIendswith;
    private @Nullable String type;
    private @Nullable String typeIn;
    private @Nullable String country;
    private @Nullable String countryIcontains;
    private @Nullable String countryIstartswith;
    private @Nullable String countryIendswith;
    private @Nullable String countryIn;
    private @Nullable String typeExclude;
    private @Nullable String ordering;
    private @Nullable String search;

    private Builder() {}

    /** Name equals the value. */
    public Builder name(String name) {
      this.name = ArgumentChecks.value(name, "name");
      return this;
    }

    /** Name contains the value, ignoring case. */
    public Builder nameIcontains(String nameIcontains) {
      this.nameIcontains = ArgumentChecks.value(nameIcontains, "nameIcontains");
      return this;
    }

    /** Name starts with the value, ignoring case. */
    public Builder nameIstartswith(String nameIstartswith) {
      this.nameIstartswith = ArgumentChecks.value(nameIstartswith, "nameIstartswith");
      return this;
    }

    /** Name ends with the value, ignoring case. */
    public Builder nameIendswith(String nameIendswith) {
      this.nameIendswith = ArgumentChecks.value(nameIendswith, "nameIendswith");
      return this;
    }

    /** Type equals the value. */
    public Builder type(CompanyType type) {
      this.type = wire(type);
      return this;
    }

    /**
     * Type equals the value; the server refuses one that it does not know.
     *
     * {@snippet file="com/example/CompanyExamples.java" region="ofType"}
     */
    public Builder type(String type) {
      this.type = ArgumentChecks.value(type, "type");
      return this;
    }

    /** Type is one of the values, of which there is at least one. */
    public Builder typeIn(CompanyType... types) {
      this.typeIn = ArgumentChecks.list(wire(types), "typeIn");
      return this;
    }

    /** Country equals the value, case-sensitive. */
    public Builder country(String country) {
      this.country = ArgumentChecks.value(country, "country");
      return this;
    }

    /** Country contains the value, ignoring case. */
    public Builder countryIcontains(String countryIcontains) {
      this.countryIcontains = ArgumentChecks.value(countryIcontains, "countryIcontains");
      return this;
    }

    /** Country starts with the value, ignoring case. */
    public Builder countryIstartswith(String countryIstartswith) {
      this.countryIstartswith = ArgumentChecks.value(countryIstartswith, "countryIstartswith");
      return this;
    }

    /** Country ends with the value, ignoring case. */
    public Builder countryIendswith(String countryIendswith) {
      this.countryIendswith = ArgumentChecks.value(countryIendswith, "countryIendswith");
      return this;
    }

    /** Country is one of the values, of which there is at least one. */
    public Builder countryIn(String... countries) {
      this.countryIn =
          ArgumentChecks.list(
              joined(Stream.of(ArgumentChecks.given(countries, "countries"))), "countryIn");
      return this;
    }

    /** Type is none of the values; without values every type passes. */
    public Builder typeExclude(CompanyType... types) {
      this.typeExclude = wire(types);
      if (typeExclude.isEmpty()) {
        typeExclude = null;
      }
      return this;
    }

    /** The sort keys, the first one first; a minus in front of a key means descending. */
    public Builder ordering(String... keys) {
      ArgumentChecks.given(keys, "keys");
      this.ordering =
          ArgumentChecks.list(joined(Stream.of(keys).map(Builder::sortKey)), "ordering");
      return this;
    }

    /** Name contains every one of these terms, ignoring case; a phrase in quotes is one term. */
    public Builder search(String search) {
      this.search = ArgumentChecks.search(search);
      return this;
    }

    /** Makes the filter. */
    public CompanyFilter build() {
      return new CompanyFilter(
          name,
          nameIcontains,
          nameIstartswith,
          nameIendswith,
          type,
          typeIn,
          country,
          countryIcontains,
          countryIstartswith,
          countryIendswith,
          countryIn,
          typeExclude,
          ordering,
          search);
    }

    private static String wire(CompanyType... types) {
      return joined(Arrays.stream(ArgumentChecks.given(types, "types")).map(Builder::wire));
    }

    private static String wire(CompanyType type) {
      return ArgumentChecks.value(ArgumentChecks.given(type, "type").value(), "type");
    }

    private static String joined(Stream<String> items) {
      return items.peek(Builder::requireNoComma).collect(Collectors.joining(","));
    }

    private static String sortKey(String key) {
      return ArgumentChecks.value(key, "a key of ordering");
    }

    private static void requireNoComma(String item) {
      if (ArgumentChecks.text(item, "an item of a list").indexOf(',') >= 0) {
        throw new IllegalArgumentException("an item of a list cannot hold a comma: " + item);
      }
    }
  }
}
