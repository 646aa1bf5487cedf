package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that contradict other rows, of their file or of the directory. */
class ImportConflictTest {
  private static final String TENANT = "4cd16f1e-2e2d-5c68-bdc8-14c0444569dc";
  private static final String OTHER = "ea5bab23-7590-517b-b03c-bb4aaa93861b";
  private static final String INVITATION = "11111111-aaaa-4bbb-8ccc-00000000000";
  private static final String USERS = "id,email,first_name,last_name";
  private static final String INVITATIONS = "id,company_id,email,auth_group_id";
  private static final String TWICE = "has the same value as line 2";
  private static final String KNOWN = "is in the directory already";

  @RegisterExtension final TransferFixture given = new TransferFixture();

  static Stream<Arguments> duplicates() {
    return Stream.of(
        rows("tenants", "id,name", OTHER + ",A", OTHER.toUpperCase() + ",B", 3, "id", TWICE),
        rows("tenants", "id,name", OTHER + ",A", TENANT + ",B", 3, "id", KNOWN),
        rows(
            "tenant_keys",
            "key,tenant_id",
            OTHER + "," + TENANT,
            OTHER.toUpperCase() + "," + TENANT,
            3,
            "key",
            TWICE),
        rows(
            "tenant_keys",
            "key,tenant_id",
            OTHER + "," + TENANT,
            "8DE23776-35df-5e7e-9558-d12daabd7472," + TENANT,
            3,
            "key",
            KNOWN),
        rows("auth_groups", "id,name", "9,A", "9,B", 3, "id", TWICE),
        rows(
            "auth_groups",
            "id,name,permissions",
            "9,A,a",
            "8,B,a|b|a",
            3,
            "permissions",
            "names a permission twice"),
        rows("companies", "id,name", "9,A", "09,B", 3, "id", TWICE),
        rows("companies", "id,name", "9,A", "1,B", 3, "id", KNOWN),
        rows("companies", "id,name,uid", "9,A," + OTHER, "8,B," + OTHER, 3, "uid", TWICE),
        rows(
            "companies",
            "id,name,uid",
            "9,A," + OTHER,
            "8,B,3f0511df-73af-5394-983b-825702795f3d",
            3,
            "uid",
            KNOWN),
        rows("users", USERS, "9,x@y.z,A,B", "9,w@y.z,A,B", 3, "id", TWICE),
        rows("users", USERS, "9,x@y.z,A,B", "1,w@y.z,A,B", 3, "id", KNOWN),
        rows(
            "users",
            USERS + ",uid",
            "9,x@y.z,A,B," + OTHER,
            "8,w@y.z,A,B," + OTHER,
            3,
            "uid",
            TWICE),
        rows(
            "users",
            USERS + ",firebase_uid",
            "9,x@y.z,A,B,fire",
            "8,w@y.z,A,B,fire",
            3,
            "firebase_uid",
            TWICE),
        rows("users", USERS, "9,x@y.z,A,B", "8,X@Y.Z,A,B", 3, "email", TWICE),
        rows("users", USERS, "9,e\u0301@y.z,A,B", "8,\u00e9@y.z,A,B", 3, "email", TWICE),
        rows("users", USERS, "9,x@e\u0301.z,A,B", "8,x@\u00e9.z,A,B", 3, "email", TWICE),
        rows(
            "users",
            USERS,
            "9,x@b\u00fccher.example,A,B",
            "8,x@xn--bcher-kva.EXAMPLE,A,B",
            3,
            "email",
            TWICE),
        rows("users", USERS, "9,x@y.z,A,B", "8,ADA@example.org,A,B", 3, "email", KNOWN),
        rows(
            "memberships",
            "id,user_id,company_id,auth_group_id",
            "9,1,2,1",
            "9,2,2,1",
            3,
            "id",
            TWICE),
        rows(
            "memberships",
            "id,user_id,company_id,auth_group_id",
            "9,1,2,1",
            "1,2,2,1",
            3,
            "id",
            KNOWN),
        rows(
            "memberships",
            "id,user_id,company_id,auth_group_id",
            "9,1,2,1",
            "8,1,2,2",
            3,
            "user_id",
            "joins the same user and company as line 2"),
        rows(
            "memberships",
            "id,user_id,company_id,auth_group_id",
            "9,1,2,1",
            "8,1,1,2",
            3,
            "user_id",
            "belongs to this company already"),
        rows(
            "invitations",
            INVITATIONS,
            INVITATION + "8,2,a@b.c,4",
            INVITATION + "8,2,b@b.c,4",
            3,
            "id",
            TWICE),
        rows(
            "invitations",
            INVITATIONS,
            INVITATION + "8,2,a@b.c,4",
            INVITATION + "1,2,b@b.c,4",
            3,
            "id",
            KNOWN),
        rows(
            "invitations",
            INVITATIONS,
            INVITATION + "8,2,a@b.c,4",
            INVITATION + "9,2,A@B.C,4",
            3,
            "email",
            "has the same pending invitation as line 2"),
        rows(
            "invitations",
            INVITATIONS,
            INVITATION + "8,2,eve@example.org,4",
            INVITATION + "9,1,EVE@example.org,4",
            3,
            "email",
            "has a pending invitation to this company already"),
        rows(
            "invitations",
            INVITATIONS,
            INVITATION + "8,2,a@b.c,4",
            INVITATION + "9,2,b@b.c,1",
            3,
            "auth_group_id",
            "nobody can be invited as OWNER"),
        rows(
            "invitations",
            INVITATIONS,
            INVITATION + "8,2,ada@example.org,4",
            INVITATION + "9,1,ADA@example.org,4",
            3,
            "email",
            "is a member of this company already"),
        rows("tokens", "token,user_id", "token-new,1", "token-new,2", 3, "token", TWICE),
        rows("tokens", "token,user_id", "token-new,1", "token-of-ada,2", 3, "token", KNOWN));
  }

  static Stream<Arguments> danglingReferences() {
    return Stream.of(
        rows(
            "tenant_keys",
            "key,tenant_id",
            "3f0511df-73af-5394-983b-825702795f3d," + TENANT,
            OTHER + "," + OTHER,
            3,
            "tenant_id",
            "there is no tenant with the id " + OTHER),
        rows(
            "companies",
            "id,name,tenant_id",
            "9,A," + TENANT,
            "8,B," + OTHER,
            3,
            "tenant_id",
            "there is no tenant with the id " + OTHER),
        rows(
            "users",
            USERS + ",nominee_user_id",
            "9,x@y.z,A,B,8",
            "8,w@y.z,A,B,77",
            3,
            "nominee_user_id",
            "there is no user with the id 77"),
        rows(
            "users",
            USERS + ",active_membership_id",
            "9,x@y.z,A,B,\\N",
            "8,w@y.z,A,B,77",
            3,
            "active_membership_id",
            "the user has no membership with the id 77"),
        rows(
            "users",
            USERS + ",active_membership_id",
            "9,x@y.z,A,B,\\N",
            "8,w@y.z,A,B,1",
            3,
            "active_membership_id",
            "the user has no membership with the id 1"),
        rows(
            "memberships",
            "id,user_id,company_id,auth_group_id",
            "9,1,2,1",
            "8,77,2,1",
            3,
            "user_id",
            "there is no user with the id 77"),
        rows(
            "memberships",
            "id,user_id,company_id,auth_group_id",
            "9,1,2,1",
            "8,2,77,1",
            3,
            "company_id",
            "there is no company with the id 77"),
        rows(
            "memberships",
            "id,user_id,company_id,auth_group_id",
            "9,1,2,1",
            "8,2,2,77",
            3,
            "auth_group_id",
            "there is no auth group with the id 77"),
        rows(
            "invitations",
            INVITATIONS,
            INVITATION + "8,2,a@b.c,4",
            INVITATION + "9,77,b@b.c,4",
            3,
            "company_id",
            "there is no company with the id 77"),
        rows(
            "invitations",
            INVITATIONS,
            INVITATION + "8,2,a@b.c,4",
            INVITATION + "9,2,b@b.c,77",
            3,
            "auth_group_id",
            "there is no auth group with the id 77"),
        rows(
            "invitations",
            INVITATIONS + ",invited_by",
            INVITATION + "8,2,a@b.c,4,1",
            INVITATION + "9,2,b@b.c,4,77",
            3,
            "invited_by",
            "there is no user with the id 77"),
        rows(
            "tokens",
            "token,user_id",
            "token-new,1",
            "token-two,77",
            3,
            "user_id",
            "there is no user with the id 77"));
  }

  private static Arguments rows(
      String file,
      String header,
      String first,
      String second,
      int line,
      String column,
      String why) {
    return arguments(
        file,
        String.join("\n", header, first, second, ""),
        "%s.csv, line %d, column %s: %s".formatted(file, line, column, why));
  }

  @ParameterizedTest
  @MethodSource({"duplicates", "danglingReferences"})
  void aRowThatContradictsAnotherIsRefusedAndNothingIsLoaded(
      String file, String csv, String problem) {
    given.seeded();
    Map<String, List<String>> before = given.everything();
    given.file(file, csv);

    List<String> problems = given.problems();

    assertThat(problems).containsExactly(problem);
    assertThat(given.everything()).isEqualTo(before);
  }

  /** As in a directory in which people have joined, and somebody has lost access again. */
  @Test
  void invitationsThatAreOverAndOnesForWhoHasNoAccessAreLoaded() {
    given.seeded();
    given.file("memberships", "id,user_id,company_id,auth_group_id,enabled\n9,2,2,1,false\n");
    given.file(
        "invitations",
        INVITATIONS
            + ",is_active,accepted_at\n"
            + (INVITATION + "7,1,ada@example.org,1,false,2026-01-01\n")
            + (INVITATION + "8,1,ada@example.org,1,false,\\N\n")
            + (INVITATION + "9,2,bob@example.org,4,true,\\N\n"));

    assertThat(given.load()).isEqualTo(4);
  }

  @Test
  void whatWasLoadedIsTakenBackWhenALaterFileIsRefused() {
    given.seeded();
    Map<String, List<String>> before = given.everything();
    given.file("tenants", "id,name\n" + OTHER + ",Other\n");
    given.file("auth_groups", "id,name\n1,CHANGED\n9,NEW\n");
    given.file("companies", "id,name\n9,A\n");
    given.file("users", USERS + "\n9,x@y.z,A,B\n");
    given.file("tokens", "token,user_id\ntoken-new,77\n");

    assertThat(given.problems()).hasSize(1);
    assertThat(given.everything()).isEqualTo(before);
  }

  @Test
  void moreThanTwentyContradictionsAreCut() {
    given.seeded();
    String rows =
        IntStream.rangeClosed(1, 30)
            .mapToObj(i -> "1,ada@example.org,A,B," + TENANT + ",77\n")
            .collect(Collectors.joining());
    given.file("users", USERS + ",uid,nominee_user_id\n" + rows);

    assertThat(given.problems()).hasSize(20);
  }

  @Test
  void theLineOfAContradictionIsTheOneWhereItsRowBegins() {
    given.seeded();
    given.file("companies", "id,name\n9,\"three\n\nlines\"\n\n1,B\n");

    assertThat(given.problems())
        .containsExactly("companies.csv, line 6, column id: is in the directory already");
  }

  @Test
  void aSubjectIsUniqueUnlessItIsEmpty() {
    given.file("users", USERS + ",firebase_uid\n1,a@y.z,A,B,\n2,b@y.z,A,B,\n3,c@y.z,A,B,fire\n");
    assertThat(given.problems()).isEmpty();

    given.file("users", USERS + ",firebase_uid\n4,d@y.z,A,B,\n5,e@y.z,A,B,fire\n");

    assertThat(given.problems())
        .containsExactly("users.csv, line 3, column firebase_uid: is in the directory already");
  }

  @Test
  void lettersBeyondAsciiAreNotFoldedInAnAddress() {
    given.file(
        "users",
        USERS + "\n1,m\u0131ke@y.z,A,B\n2,mike@y.z,A,B\n3,\u00c9@y.z,A,B\n4,\u00e9@y.z,A,B\n");

    assertThat(given.problems()).isEmpty();
  }

  @Test
  void anAddressMayBeInvitedAgainOnceItsInvitationIsClosed() {
    given.seeded();
    given.file(
        "invitations",
        INVITATIONS
            + ",is_active,accepted_at,revoked_at\n"
            + INVITATION
            + "7,1,eve@example.org,4,false,\\N,\\N\n"
            + INVITATION
            + "8,1,eve@example.org,4,false,2026-01-01T00:00:00Z,\\N\n"
            + INVITATION
            + "9,1,eve@example.org,4,false,\\N,2026-01-01T00:00:00Z\n");

    assertThat(given.problems()).isEmpty();
  }

  @Test
  void usersMayNameEachOtherAsNomineesInOneFile() {
    given.file("users", USERS + ",nominee_user_id\n1,a@y.z,A,B,2\n2,b@y.z,A,B,1\n");

    assertThat(given.problems()).isEmpty();
  }
}
