package dev.roster.server.db;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A migration, and what in it would hold up or break a server of the version before that works on
 * the same tables. Tables that the migration makes itself are nobody else's.
 */
record MigrationScript(String name, String sql) {
  private static final Pattern NAME =
      Pattern.compile("V(\\d+(?:\\.\\d+)?)__.+__oldest_(\\d+(?:\\.\\d+)?)\\.sql");
  private static final Pattern CREATED =
      Pattern.compile(
          "CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\\w+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern TABLE =
      Pattern.compile(
          "^(?:ALTER TABLE (?:IF EXISTS )?(?:ONLY )?|UPDATE (?:ONLY )?|DELETE FROM (?:ONLY )?"
              + "|TRUNCATE (?:TABLE )?|LOCK (?:TABLE )?"
              + "|CREATE (?:UNIQUE )?INDEX (?:IF NOT EXISTS )?(?:\\w+ )?ON (?:ONLY )?)(\\w+)");
  private static final Pattern NOT_NULL = Pattern.compile("ALTER (?:COLUMN )?(\\w+) SET NOT NULL");
  private static final String LIFT = "SET LOCK_TIMEOUT = 0";

  /** A rule and the statement, or the name, that breaks it. */
  record Finding(String script, String rule, String what) {
    @Override
    public String toString() {
      return script + ": " + rule + ": " + what;
    }
  }

  /** A statement that breaks a rule wherever the first matches and the second does not. */
  private record Rule(String sentence, Pattern broken, Pattern unless) {
    Rule(String sentence, String broken, String unless) {
      this(sentence, Pattern.compile(broken), Pattern.compile(unless));
    }

    boolean isBrokenBy(String statement) {
      return broken.matcher(statement).find() && !unless.matcher(statement).find();
    }
  }

  private static final String NEVER = "(?!)";
  private static final String ADD_COLUMN =
      "ALTER TABLE .*\\bADD (?!CONSTRAINT|CHECK|FOREIGN|UNIQUE|PRIMARY|EXCLUDE)";

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "an index on a table that exists is built CONCURRENTLY",
              "^CREATE (UNIQUE )?INDEX|^DROP INDEX|^REINDEX",
              "CONCURRENTLY"),
          new Rule(
              "it rewrites a table that is in use",
              "^ALTER TABLE .*\\bALTER (COLUMN )?\\w+ (SET DATA )?TYPE\\b"
                  + "|"
                  + ADD_COLUMN
                  + ".*(DEFAULT (?!NOW\\(\\))\\w+\\(|GENERATED|SERIAL)"
                  + "|^ALTER TABLE .* SET (UN)?LOGGED|^VACUUM|^CLUSTER",
              NEVER),
          new Rule(
              "a new column that is NOT NULL needs a DEFAULT, for rows that are there and programs"
                  + " that do not know it",
              ADD_COLUMN + ".*NOT NULL",
              "DEFAULT"),
          new Rule(
              "a constraint on a table that exists is NOT VALID first, and validated by a later"
                  + " migration",
              "^ALTER TABLE .*\\bADD .*(CHECK|REFERENCES)\\b",
              "NOT VALID"),
          new Rule(
              "a key of a table that exists is made by USING INDEX",
              "^ALTER TABLE .*\\bADD .*(UNIQUE|PRIMARY KEY|EXCLUDE)\\b",
              "USING INDEX"),
          new Rule(
              "it changes every row in one statement, while others wait for them",
              "^TRUNCATE|^UPDATE|^DELETE",
              "\\bWHERE\\b"),
          new Rule("LOCK keeps others from a table for the whole migration", "^LOCK", NEVER));

  private static final Rule CONTRACT =
      new Rule(
          "what an older version may use is taken away only with a comment '-- contract: ...' that"
              + " says since when none does",
          "\\bDROP (?!NOT NULL|INDEX)|\\bRENAME\\b|^ALTER TYPE .* RENAME",
          NEVER);

  /**
   * Applies the rules.
   *
   * @param earlier the migrations before this one
   */
  List<Finding> findings(String earlier) {
    List<Finding> findings = new ArrayList<>();
    if (!isNamed()) {
      findings.add(
          finding(
              "its name ends with __oldest_ and the oldest migration whose programs may use the"
                  + " schema",
              name));
    }
    boolean noted = sql.contains("-- contract: ");
    List<String> statements = statements(sql);
    Set<String> own =
        CREATED
            .matcher(sql)
            .results()
            .map(table -> table.group(1).toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());
    for (String statement : statements) {
      String upper = statement.toUpperCase(Locale.ROOT);
      Matcher table = TABLE.matcher(upper);
      if (!table.find() || !own.contains(table.group(1))) {
        Stream.concat(RULES.stream(), noted ? Stream.of() : Stream.of(CONTRACT))
            .filter(rule -> rule.isBrokenBy(upper))
            .forEach(rule -> findings.add(finding(rule.sentence(), statement)));
        notNull(upper, earlier).forEach(rule -> findings.add(finding(rule, statement)));
      }
    }
    concurrent(statements).forEach(rule -> findings.add(finding(rule, name)));
    return findings;
  }

  private Finding finding(String rule, String what) {
    return new Finding(name, rule, what);
  }

  private boolean isNamed() {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        && new BigDecimal(parts.group(2)).compareTo(new BigDecimal(parts.group(1))) < 0;
  }

  /** To be sure of it, PostgreSQL reads the whole table, unless a constraint says it already. */
  private static List<String> notNull(String statement, String earlier) {
    String before = String.join("\n", statements(earlier)).toUpperCase(Locale.ROOT);
    return NOT_NULL
        .matcher(statement)
        .results()
        .map((MatchResult column) -> column.group(1))
        .filter(column ->
            !before.contains("CHECK (" + column + " IS NOT NULL)")
                || !before.contains("VALIDATE CONSTRAINT"))
        .map(column -> "SET NOT NULL needs a validated CHECK of an earlier migration")
        .toList();
  }

  private static List<String> concurrent(List<String> statements) {
    List<String> upper = statements.stream().map(each -> each.toUpperCase(Locale.ROOT)).toList();
    boolean lifts = upper.contains(LIFT);
    boolean concurrent = upper.stream().anyMatch(each -> each.contains(" CONCURRENTLY "));
    if (concurrent && !upper.getFirst().equals(LIFT)) {
      return List.of("what is built CONCURRENTLY begins with " + LIFT + ", for it holds nobody up");
    }
    return lifts
            && upper.stream().anyMatch(each -> !each.equals(LIFT) && !each.contains("CONCURRENTLY"))
        ? List.of(
            "only what is built CONCURRENTLY may lift the lock timeout, in a script of its own")
        : List.of();
  }

  /** Without comments and the bodies of functions, each on one line. */
  private static List<String> statements(String sql) {
    String plain =
        sql.replaceAll("--[^\n]*", "")
            .replaceAll("(?s)\\$\\$.*?\\$\\$", "''")
            .replaceAll("\\s+", " ");
    return Stream.of(plain.split(";")).map(String::strip).filter(each -> !each.isEmpty()).toList();
  }
}
