package dev.roster.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.roster.server.diagnosis.Finding;
import dev.roster.server.diagnosis.Finding.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The forms in which {@code roster doctor} prints its findings. */
enum DoctorFormat {
  /** Lines for a person. */
  TEXT {
    @Override
    void print(PrintWriter out, List<Finding> findings) {
      for (Finding each : findings) {
        out.printf(
            Locale.ROOT,
            "%-4s  %-13s  %s%s%n",
            each.status() == Status.FAIL ? "FAIL" : lower(each.status()),
            each.subject(),
            Printable.of(each.text()),
            each.remedy().isEmpty() ? "" : "  -> " + Printable.of(each.remedy()));
      }
      out.flush();
    }
  },

  /** One JSON object. */
  JSON {
    @Override
    void print(PrintWriter out, List<Finding> findings) {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
        json.writeStartObject();
        json.writeBooleanField(
            "healthy", findings.stream().noneMatch(each -> each.status() == Status.FAIL));
        json.writeArrayFieldStart("checks");
        for (Finding each : findings) {
          json.writeStartObject();
          json.writeStringField("check", each.subject());
          json.writeStringField("status", lower(each.status()));
          json.writeStringField("finding", each.text());
          json.writeStringField("remedy", each.remedy());
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      out.println(text);
      out.flush();
    }
  };

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract void print(PrintWriter out, List<Finding> findings);

  private static String lower(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
