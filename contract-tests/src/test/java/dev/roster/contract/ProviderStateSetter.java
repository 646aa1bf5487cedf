package dev.roster.contract;

import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junit5.PactVerificationStateChangeExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * Sets the provider states of each interaction by their names, and runs the test once for each
 * interaction, like the class it extends. The states are defined in {@code
 * dev.roster.server.sandbox.state}. Pact itself requires an annotated method per state; with that a
 * new state would have to be declared twice.
 */
public final class ProviderStateSetter extends PactVerificationInvocationContextProvider {
  private static final ExtensionContext.Namespace PACT =
      ExtensionContext.Namespace.create("pact-jvm");

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext test) {
    return super.provideTestTemplateInvocationContexts(test).map(WithStateSetter::new);
  }

  private record WithStateSetter(TestTemplateInvocationContext interaction)
      implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return interaction.getDisplayName(index);
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return interaction.getAdditionalExtensions().stream()
          .map(each -> each instanceof PactVerificationStateChangeExtension ? new Setter() : each)
          .toList();
    }
  }

  /** Comes before the request is prepared, which takes the values of the state. */
  private static final class Setter implements BeforeTestExecutionCallback {
    @Override
    public void beforeTestExecution(ExtensionContext test) {
      var context = test.getStore(PACT).get("interactionContext", PactVerificationContext.class);
      var verification = (ProviderVerification) test.getRequiredTestInstance();
      Map<String, Object> values = new HashMap<>();
      try {
        for (ProviderState state : context.getInteraction().getProviderStates()) {
          values.putAll(verification.roster().set(state.getName(), state.getParams()));
        }
      } catch (RuntimeException noState) {
        verification.refused(context.getInteraction(), noState);
        throw noState;
      }
      context.setExecutionContext(new HashMap<>(Map.of("providerState", values)));
    }
  }
}
