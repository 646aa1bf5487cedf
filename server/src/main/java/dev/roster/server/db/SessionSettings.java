package dev.roster.server.db;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGProperty;

/**
 * The settings of every session, independent of those of role and database.
 *
 * @param answerWithin how long the driver waits for an answer; zero for ever
 * @param statement the longest a statement may take on the server; zero for ever
 * @param lock the longest a statement may wait for a lock; zero keeps what the role says
 * @param idleInTransaction the longest a transaction may do nothing; zero for ever
 */
record SessionSettings(
    Duration answerWithin, Duration statement, Duration lock, Duration idleInTransaction) {
  /** The options of the driver that the URL may override. */
  static final Map<PGProperty, String> OF_DRIVER =
      Map.of(
          PGProperty.APPLICATION_NAME, "roster",
          PGProperty.CONNECT_TIMEOUT, "3",
          PGProperty.TCP_KEEP_ALIVE, "true");

  /** A mail under way holds a transaction for minutes, but not for hours. */
  static final Duration FOR_MAIL = Duration.ofMinutes(10);

  /**
   * Within the time of a request. The server gives up before the driver does: a driver that hangs
   * up first leaves a backend behind that goes on with its statement, or waits for a lock. A
   * transaction that does nothing is one of a process that was stopped, and holds locks that others
   * wait for.
   */
  static final SessionSettings REQUESTS =
      new SessionSettings(
          Duration.ofSeconds(6), Duration.ofSeconds(4), Duration.ZERO, Duration.ofSeconds(10));

  /** Of commands, for which a person waits. */
  static final SessionSettings COMMANDS =
      new SessionSettings(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ZERO, FOR_MAIL);

  static final SessionSettings TRANSFER =
      new SessionSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO, FOR_MAIL);

  /**
   * While a statement waits for a lock on a table, everybody after it waits, too. Two seconds are
   * longer than PostgreSQL takes to end an autovacuum that is in the way ({@code deadlock_timeout},
   * one second). The transaction with Flyway's lock does nothing for as long as another session
   * migrates.
   */
  static final SessionSettings MIGRATION =
      new SessionSettings(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(2), Duration.ZERO);

  /** Within the time that 'roster doctor' has. */
  static final SessionSettings DIAGNOSIS =
      new SessionSettings(
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          REQUESTS.idleInTransaction());

  /**
   * The address for the driver. Where an answer may take as long as it needs, no {@code
   * socketTimeout} that the URL sets for requests cuts it off.
   */
  String address(DatabaseUrl url) {
    return answerWithin.isZero()
        ? url.with(PGProperty.SOCKET_TIMEOUT, "0").jdbcUrl()
        : url.jdbcUrl();
  }

  /**
   * Two statements for the begin of a session; none where sessions are shared with others, whose
   * limits are those of the role. The first lifts the limit that an administrator has set on
   * statements, which the second may need longer for; it stays for requests if it is shorter.
   * Settings that this PostgreSQL does not have are left out.
   */
  Optional<String> sql(DatabaseUrl url) {
    return url.sharesSessions() ? Optional.empty() : Optional.of(statements(url));
  }

  private String statements(DatabaseUrl url) {
    // %s and not %d, which writes the digits of the JVM's language
    long limit = statementMillis(url);
    return """
    SET statement_timeout = 0;
    SELECT set_config(name, CASE name
             WHEN 'statement_timeout' THEN
               CASE WHEN %1$s > 0 AND reset_val::bigint BETWEEN 1 AND %1$s THEN reset_val
                    ELSE '%1$s' END
             WHEN 'lock_timeout' THEN CASE WHEN %2$s > 0 THEN '%2$s' ELSE %4$s END
             WHEN 'idle_in_transaction_session_timeout' THEN '%3$s'
             WHEN 'default_transaction_isolation' THEN 'read committed'
             WHEN 'standard_conforming_strings' THEN 'on'
             WHEN 'array_nulls' THEN 'on'
             WHEN 'transform_null_equals' THEN 'off'
             WHEN 'quote_all_identifiers' THEN 'off'
             ELSE '0' END, false)
    FROM pg_catalog.pg_settings
    WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
                   'idle_session_timeout', 'transaction_timeout', 'default_transaction_isolation',
                   'standard_conforming_strings', 'array_nulls', 'transform_null_equals',
                   'quote_all_identifiers')
    """
        .formatted(
            limit,
            lock.toMillis(),
            idleInTransaction.toMillis(),
            // an import may wait as long as it needs
            statement.isZero() ? "'0'" : "setting");
  }

  /** Below the socket timeout, also where the URL sets one of its own. */
  long statementMillis(DatabaseUrl url) {
    long wanted = statement.toMillis();
    long socket =
        url.option(PGProperty.SOCKET_TIMEOUT)
            .filter(seconds -> seconds.matches("[0-9]{1,6}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(answerWithin)
            .toMillis();
    long most = socket * 2 / 3;
    return most > 0 && most < wanted ? most : wanted;
  }
}
