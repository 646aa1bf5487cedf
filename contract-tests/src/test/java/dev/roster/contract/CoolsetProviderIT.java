package dev.roster.contract;

import au.com.dius.pact.provider.junitsupport.Provider;

@Provider(CoolsetProviderIT.NAME)
class CoolsetProviderIT extends ProviderVerification {
  static final String NAME = "coolset-accounts";

  CoolsetProviderIT() {
    super(NAME);
  }
}
