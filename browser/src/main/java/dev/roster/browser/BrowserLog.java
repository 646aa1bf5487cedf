package dev.roster.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * The log of a tab: its requests, and the errors that the browser reports. Safe for use by many
 * threads.
 */
final class BrowserLog {
  private final String site;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  BrowserLog(String site) {
    this.site = site;
  }

  void hear(JsonNode event) {
    JsonNode told = event.path("params");
    switch (event.path("method").asText()) {
      case "Network.requestWillBeSent" ->
          requests.add(
              told.at("/request/method").asText() + " " + told.at("/request/url").asText());
      case "Runtime.exceptionThrown" -> complaints.add("exception: " + told);
      case "Runtime.consoleAPICalled" -> complaints.add("console: " + told);
      case "Audits.issueAdded" -> complaints.add("issue: " + told);
      case "Log.entryAdded" -> {
        // the browser notes every 4xx, and a secret that is not valid has to be one
        if (!told.at("/entry/text").asText().contains("the server responded with a status of 4")) {
          complaints.add("log: " + told);
        }
      }
      default -> {
        // most of what a browser tells is of no interest
      }
    }
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  void assertAllFromHere(String... hints) {
    assertThat(complaints)
        .filteredOn(complaint -> Stream.of(hints).noneMatch(complaint::contains))
        .isEmpty();
    assertThat(requests).isNotEmpty().allMatch(request -> isFromHere(request.split(" ")[1]));
  }

  void assertNoQuery() {
    // axe-core would be heard otherwise, and what stands behind # must never travel
    assertThat(requests).noneMatch(request -> request.contains("?"));
  }

  /** Leaves out data URLs, which cause no request. */
  private boolean isFromHere(String address) {
    return address.startsWith(site) || address.startsWith("data:");
  }
}
