package dev.roster.server.coolset.django;

import dev.roster.server.directory.CompanyQuery;
import dev.roster.server.directory.CompanyQuery.Column;
import dev.roster.server.directory.CompanyQuery.Comparison;
import dev.roster.server.directory.CompanyQuery.Condition;
import dev.roster.server.directory.CompanyQuery.SortColumn;
import dev.roster.server.directory.CompanyQuery.SortKey;
import dev.roster.server.directory.CompanyType;
import dev.roster.server.directory.PageRequest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads filters, search, order and paging from a query as django-filter 25 and Django REST
 * Framework 3.15 and later do.
 */
public final class DjangoQuery {
  /** Entries per page where the caller asks for nothing usable. */
  public static final int DEFAULT_LIMIT = 10;

  /** A larger limit is cut to this. */
  public static final int MAX_LIMIT = 1000;

  /** The bytes that a link may need beyond the query of the request. */
  private static final int MOST_GROWTH = 256;

  private static final String NUL = "Null characters are not allowed.";
  private static final Map<String, SortColumn> SORT_COLUMNS =
      Stream.of(SortColumn.values())
          .collect(
              Collectors.toMap(column -> column.name().toLowerCase(Locale.ROOT), column -> column));

  private record TextFilter(String parameter, Column column, Comparison comparison) {}

  private static final List<TextFilter> NAME_FILTERS =
      List.of(
          new TextFilter("name", Column.NAME, Comparison.EQUALS),
          new TextFilter("name__icontains", Column.NAME, Comparison.CONTAINS),
          new TextFilter("name__istartswith", Column.NAME, Comparison.STARTS_WITH),
          new TextFilter("name__iendswith", Column.NAME, Comparison.ENDS_WITH));
  private static final List<TextFilter> OTHER_FILTERS =
      List.of(
          new TextFilter("type__in", Column.TYPE, Comparison.ONE_OF),
          new TextFilter("country", Column.COUNTRY, Comparison.EQUALS),
          new TextFilter("country__icontains", Column.COUNTRY, Comparison.CONTAINS),
          new TextFilter("country__istartswith", Column.COUNTRY, Comparison.STARTS_WITH),
          new TextFilter("country__iendswith", Column.COUNTRY, Comparison.ENDS_WITH),
          new TextFilter("country__in", Column.COUNTRY, Comparison.ONE_OF),
          new TextFilter("type__exclude", Column.TYPE, Comparison.NONE_OF));

  private final QueryParameters parameters;

  /**
   * @param rawQuery as sent, without the question mark
   */
  public DjangoQuery(String rawQuery) {
    this.parameters = QueryParameters.parse(rawQuery);
  }

  /**
   * Everything that the list of companies understands.
   *
   * @throws InvalidRequestException if a filter or the search is not valid
   */
  public CompanyQuery companies() {
    return new CompanyQuery(conditions(), search(), ordering(), pageRequest());
  }

  private List<Condition> conditions() {
    FieldErrors errors = new FieldErrors();
    List<Condition> conditions = new ArrayList<>();
    NAME_FILTERS.forEach(filter -> add(filter, conditions, errors));
    parameters
        .get("type")
        .filter(value -> !value.isEmpty())
        .ifPresent(value -> {
          if (CompanyType.withCode(value).isPresent()) {
            conditions.add(new Condition(Column.TYPE, Comparison.EQUALS, List.of(value)));
          } else {
            errors.add(
                "type",
                "Select a valid choice. " + value + " is not one of the available choices.");
          }
        });
    OTHER_FILTERS.forEach(filter -> add(filter, conditions, errors));
    if (!errors.isEmpty()) {
      throw InvalidRequestException.fields(errors);
    }
    return conditions;
  }

  private void add(TextFilter filter, List<Condition> conditions, FieldErrors errors) {
    String value = parameters.get(filter.parameter()).orElse("");
    if (value.isEmpty()) {
      return;
    }
    boolean isList =
        filter.comparison() == Comparison.ONE_OF || filter.comparison() == Comparison.NONE_OF;
    List<String> items =
        Stream.of(isList ? value.split(",", -1) : new String[] {value})
            .map(PythonText::strip)
            .toList();
    if (value.indexOf('\0') >= 0) {
      errors.add(filter.parameter(), NUL);
    } else if (isList || !items.getFirst().isEmpty()) {
      conditions.add(new Condition(filter.column(), filter.comparison(), items));
    }
  }

  /**
   * The terms of the {@code search} parameter.
   *
   * @throws InvalidRequestException if they hold a NUL
   */
  public List<String> search() {
    String search = parameters.get("search").orElse("");
    if (search.indexOf('\0') >= 0) {
      throw InvalidRequestException.messages(NUL);
    }
    return SearchTerms.split(search);
  }

  private List<SortKey> ordering() {
    return Stream.of(parameters.get("ordering").orElse("").split(","))
        .map(PythonText::strip)
        .flatMap(key -> sortKey(key).stream())
        .toList();
  }

  private static Optional<SortKey> sortKey(String key) {
    boolean descending = key.startsWith("-");
    return Optional.ofNullable(SORT_COLUMNS.get(descending ? key.substring(1) : key))
        .map(column -> new SortKey(column, descending));
  }

  /** The page that is asked for. */
  public PageRequest pageRequest() {
    return new PageRequest(explicitLimit().orElse(DEFAULT_LIMIT), offset());
  }

  /** The page that is asked for, empty if {@code limit} is not usable. */
  public Optional<PageRequest> explicitPageRequest() {
    return explicitLimit().map(limit -> new PageRequest(limit, offset()));
  }

  private Optional<Integer> explicitLimit() {
    return parameters
        .get("limit")
        .flatMap(PythonText::toInt)
        .filter(limit -> limit.signum() > 0)
        .map(limit -> limit.min(BigInteger.valueOf(MAX_LIMIT)).intValueExact());
  }

  private BigInteger offset() {
    return parameters
        .get("offset")
        .flatMap(PythonText::toInt)
        .filter(offset -> offset.signum() >= 0)
        .orElse(BigInteger.ZERO);
  }

  /** The value of a parameter that is compared as it is; empty if it is missing or blank. */
  public Optional<String> text(String name) {
    return parameters.get(name).map(PythonText::strip).filter(value -> !value.isEmpty());
  }

  /** The value of the parameter, blanks and all; empty if it is missing. */
  public Optional<String> raw(String name) {
    return parameters.get(name);
  }

  /** The address of the page behind this one, empty on the last page. */
  public Optional<String> next(String address, PageRequest pageRequest, long total) {
    BigInteger next = pageRequest.offset().add(BigInteger.valueOf(pageRequest.limit()));
    return next.compareTo(BigInteger.valueOf(total)) >= 0
        ? Optional.empty()
        : Optional.of(link(address, limited(pageRequest).with("offset", next.toString())));
  }

  /** The address of the page before this one, empty on the first page. */
  public Optional<String> previous(String address, PageRequest pageRequest) {
    if (pageRequest.offset().signum() == 0) {
      return Optional.empty();
    }
    BigInteger previous = pageRequest.offset().subtract(BigInteger.valueOf(pageRequest.limit()));
    return Optional.of(
        link(
            address,
            previous.signum() <= 0
                ? limited(pageRequest).without("offset")
                : limited(pageRequest).with("offset", previous.toString())));
  }

  private QueryParameters limited(PageRequest pageRequest) {
    return parameters.with("limit", Integer.toString(pageRequest.limit()));
  }

  /**
   * Django encodes again whatever was sent, commas among it, and a server that takes no request of
   * that length could not follow its own link. Where it would grow by much, it is spelled as sent.
   */
  private static String link(String address, QueryParameters parameters) {
    String ofDjango = parameters.encode();
    String sent = parameters.asSent();
    return address + "?" + (ofDjango.length() > sent.length() + MOST_GROWTH ? sent : ofDjango);
  }
}
