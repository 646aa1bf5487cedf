package com.example;

import dev.roster.client.CallObserver;
import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An application of somebody else that uses both clients. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Shop {
  /** Calls of both APIs. */
  public record Accounts(CoolsetClient coolset, CompleatClient compleat) {}

  public final List<String> seen = new CopyOnWriteArrayList<>();

  @Bean
  Accounts accounts(CoolsetClient coolset, CompleatClient compleat) {
    return new Accounts(coolset, compleat);
  }

  @Bean
  CallObserver journal() {
    return CallObserver.of(outcome -> seen.add(outcome.attempt().path()));
  }

  public static void main(String[] arguments) {
    SpringApplication.run(Shop.class, arguments);
  }
}
