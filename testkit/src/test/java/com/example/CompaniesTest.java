package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.testkit.Role;
import dev.roster.testkit.Roster;
import dev.roster.testkit.RosterTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

// @start region="test"
@RosterTest
class CompaniesTest {
  @Test
  void anEditorSeesTheCompany(Roster roster) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(roster.uri("/api/accounts/companies/"))
            .header("Authorization", "Bearer " + roster.token(Role.EDITOR))
            .build();

    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(response.body()).contains("\"id\":" + roster.companyId());
  }
}
// @end region="test"
