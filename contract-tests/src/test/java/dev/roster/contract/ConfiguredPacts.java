package dev.roster.contract;

import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactSource;
import au.com.dius.pact.core.support.expressions.ValueResolver;
import au.com.dius.pact.provider.junitsupport.loader.PactBroker;
import au.com.dius.pact.provider.junitsupport.loader.PactBrokerLoader;
import au.com.dius.pact.provider.junitsupport.loader.PactFolderLoader;
import au.com.dius.pact.provider.junitsupport.loader.PactLoader;
import java.io.IOException;
import java.util.List;

/**
 * The pacts of a broker if the system property {@code pactbroker.url} names one, else those of this
 * repository. Which of the broker's, Pact's own properties say (README.md has the ones that
 * matter).
 */
public final class ConfiguredPacts implements PactLoader {
  private static final String BROKER = "pactbroker.url";

  /** Carries the defaults of Pact's annotation, which are its system properties. */
  @PactBroker
  private static final class Defaults {}

  private final PactLoader loader =
      fromBroker()
          ? new PactBrokerLoader(Defaults.class.getAnnotation(PactBroker.class))
          : new PactFolderLoader(CommittedPacts.FOLDER);

  static boolean fromBroker() {
    return !System.getProperty(BROKER, "").isBlank();
  }

  @Override
  public List<Pact> load(String provider) throws IOException {
    return loader.load(provider);
  }

  @Override
  public PactSource getPactSource() {
    return loader.getPactSource();
  }

  @Override
  public void setValueResolver(ValueResolver resolver) {
    loader.setValueResolver(resolver);
  }

  @Override
  public void enablePendingPacts(boolean flag) {
    loader.enablePendingPacts(flag);
  }

  @Override
  public void initLoader(Class<?> test, Object instance) {
    loader.initLoader(test, instance);
  }

  @Override
  public String description() {
    return loader.description();
  }
}
