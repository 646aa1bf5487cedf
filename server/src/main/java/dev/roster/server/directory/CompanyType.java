package dev.roster.server.directory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types of a company, in the order of the Coolset document. */
public enum CompanyType {
  ACTIVE("active"),
  INACTIVE("inactive"),
  TEST("test"),
  DEMO("demo"),
  TRIAL("trial"),
  STAKEHOLDER("stakeholder");

  private final String code;

  CompanyType(String code) {
    this.code = code;
  }

  /** The type as the document, the database and imports write it. */
  public String code() {
    return code;
  }

  /** The type that is written like this, to the letter. */
  public static Optional<CompanyType> withCode(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }

  /** All codes, in the order of the document. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(CompanyType::code).toList();
  }
}
