package dev.roster.server.directory;

/** The name of an account on the command line. */
public sealed interface AccountName permits EmailAddress, AccountName.Id {

  /**
   * The id of the person, which is needed where two rows have one address.
   *
   * @param value as profiles and exports show it
   */
  record Id(long value) implements AccountName {
    @Override
    public String toString() {
      return "the id " + value;
    }
  }
}
