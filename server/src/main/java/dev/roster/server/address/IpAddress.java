package dev.roster.server.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * IP addresses in the spellings that everybody reads alike, which are those of Python's {@code
 * ipaddress}: no short, octal or hexadecimal IPv4 address.
 */
public final class IpAddress {
  private static final int GROUPS = 8;

  private IpAddress() {}

  /** The address, empty for another spelling or a name; nothing is looked up. */
  public static Optional<InetAddress> parse(String text) {
    return isV4(text) || isV6(text) ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
  }

  /**
   * The one text of an address: that of RFC 5952 for IPv6, where an IPv4 address that is mapped
   * into it ends in four numbers; four numbers for IPv4. Empty for what is none.
   */
  public static Optional<String> canonical(String text) {
    return parse(text)
        .map(address ->
            switch (address) {
              case Inet4Address v4 when text.contains(":") -> "::ffff:" + v4.getHostAddress();
              case Inet4Address v4 -> v4.getHostAddress();
              default -> textOf(groups(address.getAddress()));
            });
  }

  private static int[] groups(byte[] address) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff;
    }
    return groups;
  }

  /** The longest run of two or more zero groups is left out, of several the first. */
  private static String textOf(int[] groups) {
    int begin = 0;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = 0;
      while (i + zeros < GROUPS && groups[i + zeros] == 0) {
        zeros++;
      }
      if (zeros > length) {
        begin = i;
        length = zeros;
      }
    }
    return length < 2
        ? joined(groups, 0, GROUPS)
        : joined(groups, 0, begin) + "::" + joined(groups, begin + length, GROUPS);
  }

  private static String joined(int[] groups, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Integer.toHexString(groups[i]))
        .collect(Collectors.joining(":"));
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
