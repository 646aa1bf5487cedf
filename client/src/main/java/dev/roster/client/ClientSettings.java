package dev.roster.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.client.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The settings of a client that was built.
 *
 * @param baseUri the server in front of the contract's paths, without a slash at its end
 * @param transport sends the requests
 * @param ownsTransport true if closing the client closes the transport
 * @param mapper reads and writes JSON as the contract has it
 * @param dialect maps the contract's errors to exceptions
 * @param credentialHeader the header that carries the credential
 * @param credential the value of that header, asked for before every request
 * @param headers headers of every request
 * @param retries the policy of calls without options
 * @param requestTimeout the time limit of one request
 * @param callTimeout the time limit of a call with its retries, if it has one
 * @param largestResponse the most bytes of the body of a success
 * @param observers told of every attempt
 */
record ClientSettings(
    String baseUri,
    Transport transport,
    boolean ownsTransport,
    ObjectMapper mapper,
    Function<ErrorResponse, RosterApiException> dialect,
    String credentialHeader,
    Supplier<String> credential,
    Map<String, String> headers,
    RetryPolicy retries,
    Duration requestTimeout,
    Optional<Duration> callTimeout,
    int largestResponse,
    List<CallObserver> observers) {

  void close() {
    if (ownsTransport) {
      transport.close();
    }
  }
}
