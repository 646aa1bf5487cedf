package dev.roster.contract;

import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/** Sends requests with Apache HttpClient, as an application might that has no other. */
final class ApacheTransport implements Transport {
  private final CloseableHttpClient http =
      HttpClients.custom()
          .disableRedirectHandling()
          .disableAutomaticRetries()
          .disableContentCompression()
          .disableCookieManagement()
          .build();

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    HttpUriRequestBase apache = new HttpUriRequestBase(request.method(), request.uri());
    apache.setConfig(
        RequestConfig.custom()
            .setResponseTimeout(Timeout.of(request.timeout()))
            .setProtocolUpgradeEnabled(false)
            .build());
    request.headers().forEach(apache::setHeader);
    // the media type is among the headers
    request.body().ifPresent(bytes -> apache.setEntity(new ByteArrayEntity(bytes, null)));
    return http.execute(apache, response -> read(request, response));
  }

  private static TransportResponse read(TransportRequest request, ClassicHttpResponse response)
      throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
    }
    InputStream body =
        response.getEntity() == null
            ? new ByteArrayInputStream(new byte[0])
            : response.getEntity().getContent();
    return TransportResponse.read(
        response.getCode(), headers, body, request.largestBody(response.getCode()));
  }

  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
