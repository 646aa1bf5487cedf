package dev.roster.server.audit;

import java.util.Locale;

/** The formats of an export, which have the same fields in the same order. */
public enum AuditFormat {
  /** RFC 4180 with a header line. */
  CSV {
    @Override
    public String header() {
      return CsvLine.HEADER;
    }

    @Override
    public String line(AuditEvent event) {
      return CsvLine.of(event);
    }
  },

  /** One JSON object per line, exact to the character. */
  JSONL {
    @Override
    public String header() {
      return "";
    }

    @Override
    public String line(AuditEvent event) {
      return JsonLine.of(event);
    }
  };

  /** The header of the export, with its line end. */
  public abstract String header();

  /** An event with its line end. */
  public abstract String line(AuditEvent event);

  /** The name as people type it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
