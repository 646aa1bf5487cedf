package com.example;

import dev.roster.client.CoolsetClient;
import dev.roster.client.Deprecation;
import dev.roster.client.spring.CompleatClientCustomizer;
import dev.roster.client.spring.CoolsetClientCustomizer;
import java.net.http.HttpClient;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Examples of the Javadoc. */
public final class StarterExamples {
  private StarterExamples() {}

  // @start region="injected"
  /** Gets the client that the properties describe. */
  public record Names(CoolsetClient coolset) {
    public List<String> ofCompanies() {
      return coolset.companies().stream().map(company -> company.name()).toList();
    }
  }

  // @end region="injected"

  /** Settings that are no property. */
  @Configuration(proxyBeanMethods = false)
  public static class Customized {
    private final List<Deprecation> deprecations;

    public Customized(List<Deprecation> deprecations) {
      this.deprecations = deprecations;
    }

    // @start region="customizer"
    @Bean
    CoolsetClientCustomizer announced() {
      return builder -> builder.onDeprecation(deprecations::add);
    }

    // @end region="customizer"

    // @start region="compleat"
    @Bean
    CompleatClientCustomizer http2() {
      return builder -> builder.httpClient(jdk -> jdk.version(HttpClient.Version.HTTP_2));
    }
    // @end region="compleat"
  }

  /** A client with a token that changes. */
  @Configuration(proxyBeanMethods = false)
  public static class Rotating {
    // @start region="builder"
    @Bean
    CoolsetClient coolset(CoolsetClient.Builder builder, Supplier<String> tokens) {
      return builder.token(tokens).build();
    }
    // @end region="builder"
  }
}
