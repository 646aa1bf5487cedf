package dev.roster.contract;

import au.com.dius.pact.provider.junitsupport.Provider;

@Provider(CompleatProviderIT.NAME)
class CompleatProviderIT extends ProviderVerification {
  static final String NAME = "compleat-users";

  CompleatProviderIT() {
    super(NAME);
  }
}
