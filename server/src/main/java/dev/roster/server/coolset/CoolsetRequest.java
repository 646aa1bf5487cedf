package dev.roster.server.coolset;

import dev.roster.server.caller.AuthGroup;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.coolset.django.DjangoQuery;
import dev.roster.server.coolset.django.InvalidRequestException;
import dev.roster.server.coolset.django.PythonUuid;
import dev.roster.server.http.Exchange;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one request that the Coolset door reads, each once. Not safe for use by several
 * threads.
 */
final class CoolsetRequest {
  private final Exchange exchange;
  private final DjangoQuery query;
  private @Nullable AuthGroup invited;
  private CallerQueries.@Nullable Operation<?> answered;
  private @Nullable Object answer;
  private @Nullable InvalidRequestException invalid;
  private boolean deferred;

  private CoolsetRequest(Exchange exchange) {
    this.exchange = exchange;
    this.query = new DjangoQuery(exchange.rawQuery().orElse(""));
  }

  /** The request of the exchange that this thread works on. */
  static CoolsetRequest current() {
    return of(Exchange.current());
  }

  static CoolsetRequest of(Exchange exchange) {
    return exchange.kept(CoolsetRequest.class, () -> new CoolsetRequest(exchange));
  }

  UserCaller caller() {
    return exchange.caller(UserCaller.class);
  }

  DjangoQuery query() {
    return query;
  }

  /** The id in the path; empty if it is malformed. */
  Optional<UUID> id() {
    return PythonUuid.parse(exchange.variable("id"));
  }

  /** Keeps the answer that was read with the caller. */
  void answers(CallerQueries.Operation<?> operation, Object read) {
    answered = operation;
    answer = read;
  }

  /** Keeps that the request asks for nothing that can be read. */
  void isInvalid(InvalidRequestException why) {
    invalid = why;
  }

  /** Notes that the answer is to be read once the caller turns out to be within its limit. */
  void defer() {
    deferred = true;
  }

  boolean isDeferred() {
    return deferred;
  }

  /**
   * The answer that was read with the caller.
   *
   * @throws InvalidRequestException if the request asks for nothing that can be read
   * @throws IllegalStateException if another operation was read
   */
  @SuppressWarnings("unchecked") // the query of the operation has made it
  <T> T answer(CallerQueries.Operation<T> operation) {
    if (invalid != null) {
      throw invalid;
    }
    if (answered != operation || answer == null) {
      throw new IllegalStateException("the operation was not read with its caller");
    }
    return (T) answer;
  }

  /**
   * Keeps the auth group that the body names, which {@link CoolsetBodyReader} found in the
   * database.
   */
  void invites(AuthGroup group) {
    invited = group;
  }

  /**
   * The auth group that the body names.
   *
   * @throws IllegalStateException if the body was not read
   */
  AuthGroup invited() {
    if (invited == null) {
      throw new IllegalStateException("the body names no auth group");
    }
    return invited;
  }
}
