package dev.roster.server.address;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * IP addresses in the spellings that everybody reads alike, which are those of Python's {@code
 * ipaddress}: no short, octal or hexadecimal IPv4 address.
 */
public final class IpAddress {
  private IpAddress() {}

  /** The address, empty for another spelling or a name; nothing is looked up. */
  public static Optional<InetAddress> parse(String text) {
    return isV4(text) || isV6(text) ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
  }

  /** Four numbers up to 255 without leading zeros. */
  public static boolean isV4(String text) {
    List<String> octets = List.of(text.split("\\.", -1));
    return octets.size() == 4 && octets.stream().allMatch(IpAddress::isOctet);
  }

  private static boolean isOctet(String text) {
    return text.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(text) <= 255;
  }

  /**
   * Eight groups of up to four hexadecimal digits, one run of zero groups left out, IPv4 at the
   * end.
   */
  public static boolean isV6(String text) {
    List<String> groups = List.of(text.split(":", -1));
    if (groups.size() < 3) {
      return false;
    }
    int wanted = 8;
    if (groups.getLast().contains(".")) {
      if (!isV4(groups.getLast())) {
        return false;
      }
      groups = groups.subList(0, groups.size() - 1);
      wanted = 6;
      return areGroups(groups, wanted, false);
    }
    return areGroups(groups, wanted, true);
  }

  private static boolean areGroups(List<String> groups, int wanted, boolean endMayBeEmpty) {
    if (groups.size() > wanted + 1) {
      return false;
    }
    int gaps = 0;
    for (int i = 0; i < groups.size(); i++) {
      String group = groups.get(i);
      boolean edge = i == 0 || endMayBeEmpty && i == groups.size() - 1;
      if (group.isEmpty() && !edge) {
        gaps++;
      } else if (!group.isEmpty() && !group.matches("[0-9A-Fa-f]{1,4}")) {
        return false;
      }
    }
    boolean beginsEmpty = groups.getFirst().isEmpty();
    boolean endsEmpty = endMayBeEmpty && groups.getLast().isEmpty();
    if (gaps == 0) {
      return groups.size() == wanted && !beginsEmpty && !endsEmpty;
    }
    if (gaps > 1 && !(groups.stream().allMatch(String::isEmpty) && groups.size() == 3)) {
      return false;
    }
    boolean emptyBeginIsGap = !beginsEmpty || groups.get(1).isEmpty();
    boolean emptyEndIsGap = !endsEmpty || groups.get(groups.size() - 2).isEmpty();
    long filled = groups.stream().filter(group -> !group.isEmpty()).count();
    return emptyBeginIsGap && emptyEndIsGap && filled < wanted;
  }
}
