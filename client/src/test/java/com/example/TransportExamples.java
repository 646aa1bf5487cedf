package com.example;

import dev.roster.client.CoolsetClient;
import dev.roster.client.transport.JdkTransport;
import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportResponse;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The examples in the Javadoc about transports, and about the JDK's client. */
public final class TransportExamples {
  private TransportExamples() {}

  public static String memory() {
    // @start region="memory"
    // a test of code that takes a client, without a network
    Transport memory =
        request -> TransportResponse.json(200, "{\"id\": 5, \"email\": \"ada@example.org\"}");
    CoolsetClient coolset = CoolsetClient.builder().token("t").transport(memory).build();
    String email = coolset.users().me().email();
    // @end region="memory"
    return email;
  }

  public static Transport recorded(Transport network, List<String> journal) {
    // @start region="recorded"
    Transport recorded =
        request -> {
          TransportResponse response = network.send(request);
          journal.add(request.method() + " " + request.uri() + " " + response.status());
          return response;
        };
    // @end region="recorded"
    return recorded;
  }

  public static Transport changed(Transport network, String key) {
    // @start region="changed"
    Transport changed =
        request -> network.send(request.toBuilder().header("X-Gateway-Key", key).build());
    // @end region="changed"
    return changed;
  }

  public static CoolsetClient shared(CoolsetClient.Builder builder) {
    // @start region="shared"
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    CoolsetClient coolset = builder.transport(new JdkTransport(http)).build();
    // @end region="shared"
    return coolset;
  }

  public static CoolsetClient trusting(CoolsetClient.Builder builder, SSLContext ownAuthority) {
    // @start region="trusting"
    CoolsetClient coolset =
        builder
            .httpClient(http -> http.sslContext(ownAuthority).version(HttpClient.Version.HTTP_2))
            .build();
    // @end region="trusting"
    return coolset;
  }

  public static CoolsetClient proxied(CoolsetClient.Builder builder) {
    // @start region="proxied"
    // the form of HTTPS_PROXY, which the JDK does not read by itself
    CoolsetClient coolset = builder.proxy("http://user:password@proxy.example.org:3128").build();
    // @end region="proxied"
    return coolset;
  }
}
