package dev.roster.server.telemetry;

import dev.roster.server.mail.MailNotSentException;
import dev.roster.server.mail.MailSender;
import dev.roster.server.mail.OutgoingMail;
import dev.roster.server.mail.SmtpUrl;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import java.util.UUID;

/**
 * Makes a span of each attempt to send a mail, in a trace of its own: the request that enqueued the
 * mail is over. No address and nothing of the mail is in it.
 */
final class MailSpans implements MailSender {
  private static final AttributeKey<String> PROTOCOL =
      AttributeKey.stringKey("network.protocol.name");
  private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final Tracer tracer;
  private final MailSender sender;
  private final SmtpUrl server;

  MailSpans(Tracer tracer, MailSender sender, SmtpUrl server) {
    this.tracer = tracer;
    this.sender = sender;
    this.server = server;
  }

  @Override
  public void send(OutgoingMail mail) throws MailNotSentException {
    Span span =
        tracer
            .spanBuilder("send mail")
            .setNoParent()
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(PROTOCOL, "smtp")
            .setAttribute(HOST, server.host())
            .setAttribute(PORT, (long) server.port())
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      sender.send(mail);
    } catch (MailNotSentException failure) {
      span.setAttribute(ERROR, failure.kind().name().toLowerCase(Locale.ROOT));
      span.setStatus(StatusCode.ERROR);
      throw failure;
    } finally {
      span.end();
    }
  }

  @Override
  public String messageId(UUID mail) {
    return sender.messageId(mail);
  }
}
