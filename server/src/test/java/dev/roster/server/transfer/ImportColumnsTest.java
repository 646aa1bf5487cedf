package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stored value of every column, and the default of a missing one. */
class ImportColumnsTest {
  private static final String TENANT = "4cd16f1e-2e2d-5c68-bdc8-14c0444569dc";

  @RegisterExtension final TransferFixture given = new TransferFixture();

  @Test
  void everyColumnOfACompanyIsLoaded() {
    given.file("tenants", "id,name\n" + TENANT + ",One\n");
    given.file(
        "companies",
        """
        id,name,type,country,is_mfa_enabled,created_at,updated_at,credits_used,nr_of_employees,\
        nr_of_locations,nr_of_transactions,minimum_date_filter,results_limit_earliest_year,\
        results_limit_latest_year,min_transaction_date,max_transaction_date,chift_consumer_id,\
        default_currency,default_locale,data_room_consumer_id,information,pulse_params,flags,uid,\
        tenant_id,logo
        7,Green Grocers,trial,NL,true,2026-01-31T12:00:00.123456+02:00,2026-02-01T00:00:00Z,12.50,\
        11,12,13,2026-01-01,2025-01-01,2027-01-01,from,to,chift,GBP,en-GB,room,\
        "{""industry"": ""retail""}",pulse,beta|reports,3F0511DF-73AF-5394-983B-825702795F3D,\
        4CD16F1E-2e2d-5c68-bdc8-14c0444569dc,https://logo.example/a.png
        """);

    given.load();

    assertThat(given.rows("SELECT row_to_json(c) FROM company c"))
        .containsExactly(
            """
            {"id":7,"uid":"3f0511df-73af-5394-983b-825702795f3d","tenant_id":"%s",\
            "name":"Green Grocers","type":"trial","country":"NL","is_mfa_enabled":true,\
            "logo":"https://logo.example/a.png","created_at":"2026-01-31T10:00:00.123456+00:00",\
            "updated_at":"2026-02-01T00:00:00+00:00","credits_used":"12.50","nr_of_employees":11,\
            "nr_of_locations":12,"nr_of_transactions":13,"minimum_date_filter":"2026-01-01",\
            "results_limit_earliest_year":"2025-01-01","results_limit_latest_year":"2027-01-01",\
            "min_transaction_date":"from","max_transaction_date":"to","chift_consumer_id":"chift",\
            "default_currency":"GBP","default_locale":"en-GB","data_room_consumer_id":"room",\
            "information":{"industry": "retail"},"pulse_params":"pulse","flags":["beta","reports"]}\
            """
                .formatted(TENANT));
  }

  @Test
  void aCompanyOfTwoColumnsTakesTheDocumentedDefaults() {
    given.file("companies", "id,name\n7,Green Grocers\n").load();

    assertThat(
            given.rows(
                "SELECT to_jsonb(c) - 'uid' - 'tenant_id' || jsonb_build_object('tenant', t.name)"
                    + " = '"
                    + """
                    {"id":7,"name":"Green Grocers","type":"active","country":null,"is_mfa_enabled":false,
                    "logo":null,"created_at":"2026-11-21T09:30:00.123456+00:00",
                    "updated_at":"2026-11-21T09:30:00.123456+00:00","credits_used":null,
                    "nr_of_employees":null,"nr_of_locations":null,"nr_of_transactions":null,
                    "minimum_date_filter":null,"results_limit_earliest_year":null,
                    "results_limit_latest_year":null,"min_transaction_date":null,
                    "max_transaction_date":null,"chift_consumer_id":null,"default_currency":"EUR",
                    "default_locale":"nl-NL","data_room_consumer_id":null,"information":null,
                    "pulse_params":null,"flags":[],"tenant":"default"}
                    """
                    + "', c FROM company c JOIN tenant t ON t.id = c.tenant_id"))
        .singleElement()
        .asString()
        .startsWith("t|");
  }

  @Test
  void aColumnThatIsThereCountsAlsoWhenItSaysNull() {
    given.file(
        "companies",
        "id,name,type,is_mfa_enabled,created_at,updated_at,default_currency,default_locale,flags\n"
            + "7,A,\\N,\\N,2020-01-01T00:00:00Z,\\N,\\N,\\N,\\N\n");

    given.load();

    assertThat(
            given.rows(
                "SELECT type, is_mfa_enabled, updated_at, default_currency, default_locale, flags"
                    + " FROM company"))
        .containsExactly("active|f|2020-01-01 00:00:00+00|null|null|{}");
  }

  @Test
  void anEmptyCellIsTheEmptyTextAndNullWhereThereIsNone() {
    given.file(
        "companies",
        "id,name,country,credits_used,nr_of_employees,minimum_date_filter,information,flags,logo,created_at\n"
            + "7,,,,,,,,,\n");

    given.load();

    assertThat(
            given.rows(
                "SELECT name = '', country = '', credits_used = '', nr_of_employees,"
                    + " minimum_date_filter, information, flags, logo, created_at FROM company"))
        .containsExactly("t|t|t|null|null|null|{}|null|2026-11-21 09:30:00.123456+00");
  }

  @Test
  void everyColumnOfAUserIsLoaded() {
    given.file(
        "users",
        """
        id,email,first_name,last_name,job_title,firebase_uid,active_membership_id,is_active,\
        is_mfa_enrolled,is_mfa_required,data_room_consumer_id,pylon_email_hash,uid,status,language,\
        nominee_user_id,nominee_start,nominee_end
        1,Ada@Example.ORG,Ada,Lovelace,Analyst,fire,5,false,true,true,room,pylon,\
        5b1b457b-b6c3-5fd3-b550-6c9fdcec3480,SUSPENDED,en-GB,2,2026-01-01T00:00:00Z,\
        2026-02-01T00:00:00.5Z
        2,bob@example.org,Bob,Builder,\\N,\\N,\\N,true,false,false,\\N,\\N,\
        000e016d-a3a2-5ee6-922c-7252e1fe7cd4,PWDRESET,\\N,1,\\N,\\N
        """);
    given.file("companies", "id,name\n7,A\n");
    given.file("memberships", "id,user_id,company_id,auth_group_id\n5,1,7,1\n");

    given.load();

    assertThat(given.rows("SELECT row_to_json(p) FROM person p WHERE id = 1"))
        .containsExactly(
            """
            {"id":1,"uid":"5b1b457b-b6c3-5fd3-b550-6c9fdcec3480","email":"Ada@Example.ORG",\
            "email_key":"ada@example.org","first_name":"Ada","last_name":"Lovelace",\
            "job_title":"Analyst","firebase_uid":"fire","active_membership_id":5,"is_active":false,\
            "is_mfa_enrolled":true,"is_mfa_required":true,"data_room_consumer_id":"room",\
            "pylon_email_hash":"pylon","status":"SUSPENDED","language":"en-GB",\
            "nominee_person_id":2,"nominee_start":"2026-01-01T00:00:00+00:00",\
            "nominee_end":"2026-02-01T00:00:00.5+00:00"}\
            """);
    assertThat(given.rows("SELECT status, nominee_person_id FROM person WHERE id = 2"))
        .containsExactly("PWDRESET|1");
  }

  @Test
  void aUserOfFourColumnsTakesTheDocumentedDefaults() {
    given.file("users", "id,email,first_name,last_name\n1,ada@example.org,Ada,Lovelace\n").load();

    assertThat(given.rows("SELECT to_jsonb(p) - 'uid' FROM person p"))
        .singleElement()
        .isEqualTo(
            """
            {"id": 1, "email": "ada@example.org", "status": "ACTIVE", "language": null, \
            "email_key": "ada@example.org", "is_active": true, "job_title": null, \
            "last_name": "Lovelace", "first_name": "Ada", "nominee_end": null, \
            "firebase_uid": null, "nominee_start": null, "is_mfa_enrolled": false, \
            "is_mfa_required": false, "pylon_email_hash": null, "nominee_person_id": null, \
            "active_membership_id": null, "data_room_consumer_id": null}\
            """);
  }

  @Test
  void membershipsTakeTheirColumnsAndDefaults() {
    given.seeded();
    given.file(
        "memberships",
        "id,user_id,company_id,auth_group_id,data_room_consumer_id,config,enabled\n"
            + "8,1,2,3,room,\"{\"\"a\"\": [1]}\",false\n9,2,2,4,\\N,null,\n");

    given.load();

    assertThat(given.rows("SELECT * FROM membership ORDER BY id"))
        .containsExactly(
            "1|1|1|1|t|null|null", "8|2|1|3|f|room|{\"a\": [1]}", "9|2|2|4|t|null|null");
  }

  @Test
  void aDeclinedInvitationIsOverWithoutFurtherColumns() {
    given.seeded();
    given.file(
        "invitations",
        "id,company_id,email,auth_group_id,declined_at\n"
            + "11111111-aaaa-4bbb-8ccc-000000000002,1,zoe@example.org,3,2026-01-05T00:00:00Z\n"
            + "11111111-aaaa-4bbb-8ccc-000000000003,1,zoe@example.org,3,\\N\n");

    given.load();

    assertThat(
            given.rows(
                "SELECT declined_at, revoked_at, expired_at FROM invitation"
                    + " WHERE email = 'zoe@example.org' ORDER BY id"))
        .containsExactly("2026-01-05 00:00:00+00|2026-01-05 00:00:00+00|null", "null|null|null");
  }

  @Test
  void invitationsTakeTheirColumnsAndDefaults() {
    given.seeded();
    given.file(
        "invitations",
        "id,company_id,email,auth_group_id,is_active,invited_by,created_at,expires_at,accepted_at,revoked_at\n"
            + "11111111-aaaa-4bbb-8ccc-000000000002,1,Zoe@Example.org,3,false,1,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2026-01-05T00:00:00Z,\\N\n");

    given.load();

    assertThat(
            given.rows(
                "SELECT company_id, email, email_key, auth_group_id, invited_by, created_at,"
                    + " expires_at, accepted_at, revoked_at, expired_at FROM invitation ORDER BY"
                    + " id"))
        .containsExactly(
            "1|eve@example.org|eve@example.org|4|null|2026-11-21"
                + " 09:30:00.123456+00|null|null|null|null",
            "1|Zoe@Example.org|zoe@example.org|3|1|2026-01-01 00:00:00+00|2026-02-01 00:00:00+00"
                + "|2026-01-05 00:00:00+00|null|null");
  }

  @Test
  void aClosedInvitationThatWasNeitherAcceptedNorRevokedHasExpired() {
    given.seeded();
    given.file(
        "invitations",
        """
        id,company_id,email,auth_group_id,is_active,created_at,expires_at
        11111111-aaaa-4bbb-8ccc-000000000002,1,eve@example.org,3,false,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z
        11111111-aaaa-4bbb-8ccc-000000000003,1,eve@example.org,3,false,2026-01-01T00:00:00Z,\\N
        """);

    given.load();

    assertThat(given.rows("SELECT expired_at FROM invitation ORDER BY id"))
        .containsExactly("null", "2026-02-01 00:00:00+00", "2026-01-01 00:00:00+00");
  }

  @Test
  void aGroupThatExistsFromTheStartIsRedefinedAndOthersAreAdded() {
    given.file(
        "auth_groups", "id,name,permissions\n4,READER,view_user|a\n3,EDITOR,\n9,AUDITOR,audit\n");

    given.load();

    assertThat(
            given.rows(
                """
                SELECT g.id, g.name, coalesce(string_agg(p.codename, ',' ORDER BY p.position), '-')
                FROM auth_group g LEFT JOIN auth_group_permission p ON p.auth_group_id = g.id
                GROUP BY g.id ORDER BY g.id
                """))
        .containsExactly(
            "1|OWNER|view_company,change_company,view_user,change_user,invite_user",
            "2|ADMIN|view_company,change_company,view_user,change_user,invite_user",
            "3|EDITOR|-",
            "4|READER|view_user,a",
            "9|AUDITOR|audit");
  }

  @Test
  void companiesWithoutTenantShareOneOverTwoImports() {
    given.file("companies", "id,name\n1,A\n2,B\n").load();
    given.file("companies", "id,name,tenant_id\n3,C,\\N\n").load();

    assertThat(
            given.rows(
                "SELECT t.name, count(*) FROM tenant t JOIN company c ON c.tenant_id = t.id GROUP"
                    + " BY t.id"))
        .containsExactly("default|3");
  }

  @Test
  void noDefaultTenantIsMadeWhenNobodyNeedsIt() {
    given.seeded();

    assertThat(given.rows("SELECT name FROM tenant")).containsExactly("One");
  }

  @ParameterizedTest
  @CsvSource({
    "true,t", "True,t", "TRUE,t", "false,f", "False,f", "FALSE,f",
  })
  void booleansAreReadInAnyCase(String cell, String stored) {
    given.file("companies", "id,name,is_mfa_enabled\n1,A," + cell + "\n").load();

    assertThat(given.cell("SELECT is_mfa_enabled::text FROM company").substring(0, 1))
        .isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T09:30:00Z,2026-11-21 09:30:00+00",
    "2026-11-21 09:30:00+00:00,2026-11-21 09:30:00+00",
    "2026-11-21T09:30:00.000001Z,2026-11-21 09:30:00.000001+00",
    "2026-11-21T09:30:00+16:30,2026-11-20 17:00:00+00",
    "2026-11-21T09:30:00-05:45,2026-11-21 15:15:00+00",
    "0001-01-01T00:00:00Z,0001-01-01 00:00:00+00",
    "9999-12-31T23:59:59.999999Z,9999-12-31 23:59:59.999999+00",
  })
  void instantsKeepTheirMicroseconds(String cell, String stored) {
    given.file("companies", "id,name,created_at\n1,A," + cell + "\n").load();

    assertThat(given.rows("SELECT created_at FROM company")).containsExactly(stored);
  }

  @Test
  void identifiersThatTheServerGivesBeginBehindTheImportedOnes() {
    given.file("companies", "id,name\n7,A\n");
    given.file("users", "id,email,first_name,last_name\n41,a@b.example,A,B\n");
    given.file("memberships", "id,user_id,company_id,auth_group_id\n99,41,7,1\n");

    given.load();

    assertThat(
            given.rows(
                "SELECT nextval(pg_get_serial_sequence('company', 'id')),"
                    + " nextval(pg_get_serial_sequence('person', 'id')),"
                    + " nextval(pg_get_serial_sequence('membership', 'id'))"))
        .containsExactly("8|42|100");
  }
}
