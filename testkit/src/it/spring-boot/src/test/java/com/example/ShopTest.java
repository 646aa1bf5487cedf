package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.testkit.Role;
import dev.roster.testkit.Roster;
import dev.roster.testkit.RosterTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.client.RestClient;

@RosterTest
@SpringBootTest
class ShopTest {
  @Autowired private JdbcTemplate database;

  @Test
  void theDatabaseHasTheMigrationsOfTheApplicationOnly() {
    assertThat(
            database.queryForList(
                "SELECT \"script\" FROM \"flyway_schema_history\" WHERE \"version\" IS NOT NULL",
                String.class))
        .containsExactly("V1__orders.sql");
    assertThat(
            database.queryForList(
                "SELECT lower(table_name) FROM information_schema.tables"
                    + " WHERE table_schema = 'PUBLIC'",
                String.class))
        .containsExactlyInAnyOrder("orders", "flyway_schema_history");
  }

  @Test
  void theServerAnswersBesideIt(Roster roster) {
    JsonNode me =
        RestClient.create(roster.baseUri().toString())
            .get()
            .uri("/api/accounts/users/me/")
            .header("Authorization", "Bearer " + roster.token(Role.EDITOR))
            .retrieve()
            .body(JsonNode.class);

    database.update("INSERT INTO orders VALUES (1, ?)", me.get("email").asText());
    assertThat(database.queryForObject("SELECT buyer FROM orders", String.class))
        .isEqualTo(roster.email(Role.EDITOR));
  }
}
