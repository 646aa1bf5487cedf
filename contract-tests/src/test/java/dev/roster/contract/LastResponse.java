package dev.roster.contract;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Keeps the body of the last response, which Pact reads as well. Not safe for many threads. */
final class LastResponse implements ExecChainHandler {
  private byte[] body = new byte[0];

  @Override
  public ClassicHttpResponse execute(ClassicHttpRequest request, Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    HttpEntity entity = response.getEntity();
    body = new byte[0];
    if (entity != null) {
      ContentType type = ContentType.parseLenient(entity.getContentType());
      body = EntityUtils.toByteArray(entity);
      response.setEntity(new ByteArrayEntity(body, type));
    }
    return response;
  }

  byte[] body() {
    return body.clone();
  }
}
