package dev.roster.benchmarks.dataset;

import static dev.roster.benchmarks.dataset.CsvWriter.NULL;

import java.util.List;

/** Rows of people and their memberships. */
final class PersonRows {
  static final int OWNER = 1;
  static final List<String> USERS =
      List.of(
          "id",
          "email",
          "first_name",
          "last_name",
          "job_title",
          "firebase_uid",
          "active_membership_id",
          "is_active",
          "is_mfa_enrolled",
          "is_mfa_required",
          "data_room_consumer_id",
          "pylon_email_hash",
          "uid",
          "language");
  static final List<String> MEMBERSHIPS =
      List.of("id", "user_id", "company_id", "auth_group_id", "data_room_consumer_id", "config");

  private static final List<String> FIRST =
      List.of(
          "Anna", "Bram", "Carla", "Daan", "Eva", "Fleur", "Gijs", "Hanna", "Ivo", "Julia", "Kees",
          "Lotte", "Mila", "Noah", "Olaf", "Pim");
  private static final List<String> LAST =
      List.of(
          "Jansen",
          "de Vries",
          "Bakker",
          "Visser",
          "Smit",
          "Meijer",
          "Mulder",
          "Bos",
          "Vos",
          "Peters",
          "Dekker",
          "Brouwer");

  private PersonRows() {}

  /** ADMIN, EDITOR or VIEWER. */
  static int groupOf(long user) {
    return (int) (2 + user % 3);
  }

  static Object[] user(long id, String uid, long membership) {
    String first = FIRST.get((int) (id * 31 % FIRST.size()));
    String last = LAST.get((int) (id * 17 % LAST.size()));
    String email = "user%06d@perf.example".formatted(id);
    return row(id, email, first, last, id % 2 == 0 ? NULL : "Analyst", membership, uid);
  }

  private static Object[] row(
      long id, String email, String first, String last, String job, long membership, String uid) {
    return new Object[] {
      id,
      email,
      first,
      last,
      job,
      "fb_%020x".formatted(id * 0x9E3779B97F4AL),
      membership,
      true,
      id % 2 == 1,
      id % 3 == 0,
      id % 4 == 0 ? NULL : "dr-%012x".formatted(id * 0xC2B2AE3DL),
      "%032x".formatted(id * 0x27D4EB2F165L),
      uid,
      id % 5 == 0 ? NULL : "en-GB"
    };
  }

  static Object[] membership(long id, long user, long company, int group) {
    return new Object[] {
      id,
      user,
      company,
      group,
      id % 3 == 0 ? "mr-%012x".formatted(id * 0x165667B1L) : NULL,
      id % 2 == 0 ? "{}" : "{\"theme\": \"dark\"}"
    };
  }
}
