package com.example;

import dev.roster.client.CoolsetClient;
import dev.roster.client.Page;
import dev.roster.coolset.model.User;
import java.util.List;
import java.util.OptionalLong;

/** The examples in the Javadoc about users of a workspace. */
public final class UserExamples {
  private UserExamples() {}

  public static List<String> all(CoolsetClient coolset) {
    // @start region="all"
    List<String> addresses = coolset.users().stream().map(User::email).toList();
    // @end region="all"
    return addresses;
  }

  public static List<User> search(CoolsetClient coolset) {
    // @start region="search"
    List<User> found = coolset.users().stream("ada lovelace").toList();
    // @end region="search"
    return found;
  }

  public static OptionalLong page(CoolsetClient coolset) {
    // @start region="page"
    Page<User> second = coolset.users().page(null, 25, 25);
    List<User> users = second.items();
    OptionalLong all = second.total();
    // @end region="page"
    return users.isEmpty() ? OptionalLong.empty() : all;
  }

  public static String me(CoolsetClient coolset) {
    // @start region="me"
    User me = coolset.users().me();
    String role = me.authGroup().name();
    // @end region="me"
    return role;
  }

  @SuppressWarnings("deprecation")
  public static User profile(CoolsetClient coolset) {
    // @start region="profile"
    User me = coolset.users().profile(); // users().me() in new code
    // @end region="profile"
    return me;
  }
}
