package dev.roster.server.cli;

import picocli.CommandLine.Option;

/** The company that a command is about. */
final class CompanyOption {
  @Option(
      names = "--company",
      required = true,
      paramLabel = "COMPANY",
      description = "Name or id of the company; 'roster company list' shows both.")
  private String company;

  /** Its id, looked up unless it is given. */
  long id(OperatorSession session) {
    return session.company(company).id();
  }
}
