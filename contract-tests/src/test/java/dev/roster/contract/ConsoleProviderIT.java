package dev.roster.contract;

import au.com.dius.pact.provider.junitsupport.Provider;

@Provider(ConsoleProviderIT.NAME)
class ConsoleProviderIT extends ProviderVerification {
  static final String NAME = "roster-console";

  ConsoleProviderIT() {
    super(NAME);
  }
}
