package dev.roster.server.directory;

import static dev.roster.server.directory.CompanyQuery.Column.COUNTRY;
import static dev.roster.server.directory.CompanyQuery.Column.NAME;
import static dev.roster.server.directory.CompanyQuery.Column.TYPE;
import static dev.roster.server.directory.CompanyQuery.Comparison.CONTAINS;
import static dev.roster.server.directory.CompanyQuery.Comparison.ENDS_WITH;
import static dev.roster.server.directory.CompanyQuery.Comparison.EQUALS;
import static dev.roster.server.directory.CompanyQuery.Comparison.NONE_OF;
import static dev.roster.server.directory.CompanyQuery.Comparison.ONE_OF;
import static dev.roster.server.directory.CompanyQuery.Comparison.STARTS_WITH;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.directory.CompanyQuery.Condition;
import dev.roster.server.directory.CompanyQuery.SortColumn;
import dev.roster.server.directory.CompanyQuery.SortKey;
import dev.roster.server.testing.TestDirectory;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompanyStoreTest {
  private static final PageRequest ALL = new PageRequest(100, BigInteger.ZERO);

  private final CompanyStore companies = new CompanyStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  /** A person with a membership in a company of each of these names. */
  private long memberOf(String... names) {
    long personId = directory.person();
    UUID tenant = directory.tenant();
    for (String name : names) {
      directory.membership(directory.company(tenant, name), personId, VIEWER);
    }
    return personId;
  }

  private Page<CompanySummary> search(long personId, CompanyQuery query) {
    return directory.ask(personId, companies.search(query));
  }

  private List<String> names(long personId, Condition... conditions) {
    return search(personId, new CompanyQuery(List.of(conditions), List.of(), List.of(), ALL))
        .entries()
        .stream()
        .map(CompanySummary::name)
        .toList();
  }

  private List<String> found(long personId, String... terms) {
    return search(personId, new CompanyQuery(List.of(), List.of(terms), List.of(), ALL))
        .entries()
        .stream()
        .map(CompanySummary::name)
        .toList();
  }

  private List<String> ordered(long personId, SortKey... keys) {
    return search(personId, new CompanyQuery(List.of(), List.of(), List.of(keys), ALL))
        .entries()
        .stream()
        .map(CompanySummary::name)
        .toList();
  }

  private static Condition condition(
      CompanyQuery.Column column, CompanyQuery.Comparison comparison, String... values) {
    return new Condition(column, comparison, List.of(values));
  }

  @Test
  void onlyCompaniesWithAnEnabledMembershipOfThePersonAreFoundAndCounted() {
    long personId = memberOf("Own", "Left");
    memberOf("Own");
    directory.company();
    directory.sql(
        """
        UPDATE membership SET enabled = false
        WHERE person_id = ? AND company_id = (SELECT max(company_id) FROM membership WHERE person_id = ?)
        """,
        personId,
        personId);

    Page<CompanySummary> page =
        search(personId, new CompanyQuery(List.of(), List.of(), List.of(), ALL));

    assertThat(page.total()).isEqualTo(1);
    assertThat(page.entries()).extracting(CompanySummary::name).containsExactly("Own");
  }

  @Test
  void aSliceIsCutFromTheWholeAndOneBehindItIsEmptyHoweverFar() {
    long personId = memberOf("A", "B", "C");

    Page<CompanySummary> second =
        search(
            personId,
            new CompanyQuery(List.of(), List.of(), List.of(), new PageRequest(1, BigInteger.ONE)));
    Page<CompanySummary> far =
        search(
            personId,
            new CompanyQuery(
                List.of(), List.of(), List.of(), new PageRequest(1, BigInteger.TWO.pow(70))));

    assertThat(second.total()).isEqualTo(3);
    assertThat(second.entries()).extracting(CompanySummary::name).containsExactly("B");
    assertThat(far).isEqualTo(new Page<>(3, List.of()));
  }

  @Test
  void equalsIsExactAndTheOtherComparisonsIgnoreCase() {
    long personId = memberOf("Acme", "ACME Ltd", "My acme");

    assertThat(names(personId, condition(NAME, EQUALS, "Acme"))).containsExactly("Acme");
    assertThat(names(personId, condition(NAME, CONTAINS, "cME"))).hasSize(3);
    assertThat(names(personId, condition(NAME, STARTS_WITH, "aC")))
        .containsExactly("Acme", "ACME Ltd");
    assertThat(names(personId, condition(NAME, ENDS_WITH, "aCmE")))
        .containsExactly("Acme", "My acme");
  }

  @Test
  void signsOfPatternsStandForThemselves() {
    long personId = memberOf("100% wool", "100 wool", "a_b", "acb", "back\\slash");

    assertThat(names(personId, condition(NAME, CONTAINS, "0%"))).containsExactly("100% wool");
    assertThat(names(personId, condition(NAME, STARTS_WITH, "a_"))).containsExactly("a_b");
    assertThat(names(personId, condition(NAME, ENDS_WITH, "\\slash")))
        .containsExactly("back\\slash");
    assertThat(found(personId, "%")).containsExactly("100% wool");
  }

  @Test
  void whatIsNullIsNotAmongTheValuesAndStaysWhereTheyAreExcluded() {
    long personId = memberOf("Dutch", "Belgian", "Nowhere");
    directory.sql(
        """
        UPDATE company c SET country = CASE name WHEN 'Dutch' THEN 'NL' WHEN 'Belgian' THEN 'BE' END
        FROM membership m WHERE m.company_id = c.id AND m.person_id = ?
        """,
        personId);

    assertThat(names(personId, condition(COUNTRY, ONE_OF, "NL", "DE"))).containsExactly("Dutch");
    assertThat(names(personId, condition(COUNTRY, NONE_OF, "NL", "DE")))
        .containsExactly("Belgian", "Nowhere");
  }

  @Test
  void allConditionsAndAllTermsMustHold() {
    long personId = memberOf("Red Fox", "Red Hen", "Blue Fox");

    assertThat(
            names(
                personId,
                condition(NAME, STARTS_WITH, "red"),
                condition(NAME, ENDS_WITH, "fox"),
                condition(TYPE, EQUALS, "active")))
        .containsExactly("Red Fox");
    assertThat(names(personId, condition(TYPE, EQUALS, "demo"))).isEmpty();
    assertThat(found(personId, "FOX", "red")).containsExactly("Red Fox");
    assertThat(found(personId, "fox")).containsExactly("Red Fox", "Blue Fox");
  }

  @Test
  void theOrderIsByCodePointAndTheIdDecidesAmongEquals() {
    long personId = memberOf("b", "B", "a", "é", "b");

    assertThat(ordered(personId)).containsExactly("b", "B", "a", "é", "b");
    assertThat(ordered(personId, new SortKey(SortColumn.NAME, false)))
        .containsExactly("B", "a", "b", "b", "é");
    assertThat(ordered(personId, new SortKey(SortColumn.NAME, true)))
        .containsExactly("é", "b", "b", "a", "B");
    assertThat(
            ordered(
                personId,
                new SortKey(SortColumn.IS_MFA_ENABLED, false),
                new SortKey(SortColumn.ID, true),
                new SortKey(SortColumn.ID, false)))
        .as("of a column that is named again, the first place matters")
        .containsExactly("b", "é", "a", "B", "b");
  }

  @Test
  @Tag("promise:member-count")
  void membersAreCountedWhileTheirMembershipIsEnabled() {
    long personId = memberOf("Crowd", "Alone");
    long crowd =
        directory.count("SELECT min(company_id) FROM membership WHERE person_id = ?", personId);
    long suspended = directory.person();
    directory.membership(crowd, suspended, VIEWER);
    directory.sql("UPDATE person SET is_active = false WHERE id = ?", suspended);
    directory.sql(
        "UPDATE membership SET enabled = false WHERE id = ?",
        directory.membership(crowd, directory.person(), VIEWER));

    assertThat(
            search(
                    personId,
                    new CompanyQuery(
                        List.of(),
                        List.of(),
                        List.of(new SortKey(SortColumn.MEMBER_COUNT, true)),
                        ALL))
                .entries())
        .extracting(CompanySummary::members)
        .containsExactly(2L, 1L);
  }

  @Test
  void everyColumnIsReadIntoItsOwnPlace() {
    long personId = memberOf("Full", "Bare");
    long full =
        directory.count("SELECT min(company_id) FROM membership WHERE person_id = ?", personId);
    directory.sql(
        """
        UPDATE company SET type = 'demo', country = 'NL', is_mfa_enabled = true, credits_used = 'credits',
          nr_of_employees = 1, nr_of_locations = 2, nr_of_transactions = 3,
          minimum_date_filter = '2001-01-01', results_limit_earliest_year = '2002-01-01',
          results_limit_latest_year = '2003-01-01', min_transaction_date = 'min',
          max_transaction_date = 'max', chift_consumer_id = 'chift', default_currency = 'EUR',
          default_locale = 'nl-NL', data_room_consumer_id = 'room', information = '{"a": 1}',
          pulse_params = 'pulse', flags = '{one,two}', logo = 'logo',
          created_at = '2020-01-01T00:00:00.000001Z', updated_at = '2021-01-01T00:00:00Z'
        WHERE id = ?
        """,
        full);

    assertThat(current(personId))
        .isEqualTo(
            new Company(
                full,
                "Full",
                CompanyType.DEMO,
                "NL",
                true,
                "credits",
                1L,
                2L,
                3L,
                LocalDate.of(2001, 1, 1),
                LocalDate.of(2002, 1, 1),
                LocalDate.of(2003, 1, 1),
                "min",
                "max",
                "chift",
                "EUR",
                "nl-NL",
                "room",
                "{\"a\": 1}",
                "pulse",
                List.of("one", "two")));
    assertThat(search(personId, new CompanyQuery(List.of(), List.of(), List.of(), ALL)).entries())
        .first()
        .isEqualTo(
            new CompanySummary(
                full,
                "Full",
                CompanyType.DEMO,
                "NL",
                true,
                "logo",
                1,
                Instant.parse("2020-01-01T00:00:00.000001Z"),
                Instant.parse("2021-01-01T00:00:00Z")));
  }

  /** The current workspace, of which all columns are read. */
  private Company current(long personId) {
    return directory.ask(personId, new PersonStore().self()).membership().orElseThrow().company();
  }

  @Test
  void aCompanyHasNullsWhereNothingIsKnown() {
    assertThat(current(memberOf("Bare")))
        .extracting(Company::employees, Company::country, Company::information, Company::flags)
        .containsExactly(null, null, null, List.of());
  }

  @Test
  void thereIsNoCompanyOnceTheLastIsGone() {
    directory.company();

    assertThat(directory.<Boolean>reading(companies::hasAny)).isTrue();
    assertThat(
            directory.<Boolean>undone(tx -> {
              tx.handle().execute("TRUNCATE company CASCADE");
              return companies.hasAny(tx);
            }))
        .isFalse();
  }
}
