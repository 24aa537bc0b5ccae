package org.iguazu.webhooks.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * From where an address can be reached, by IANA's registries of special-purpose addresses. What is
 * not known to be public is not.
 */
enum Reach {
  /** From everywhere. */
  PUBLIC,
  /** From this machine or its networks. */
  PRIVATE,
  /** No receiver can be there: link-local, multicast, reserved, or a cloud's own services. */
  NOBODYS;

  private static final List<Network> PRIVATE_V4 =
      List.of(
          Network.v4(10, 0, 0, 0, 8),
          Network.v4(100, 64, 0, 0, 10), // shared by customers of a carrier
          Network.v4(127, 0, 0, 0, 8),
          Network.v4(172, 16, 0, 0, 12),
          Network.v4(192, 168, 0, 0, 16));

  private static final List<Network> NOBODYS_V4 =
      List.of(
          Network.v4(0, 0, 0, 0, 8), // Linux takes 0.0.0.0 for this machine
          Network.v4(169, 254, 0, 0, 16), // link-local: EC2's and ECS's metadata and credentials
          Network.v4(192, 0, 0, 0, 24),
          Network.v4(192, 0, 2, 0, 24),
          Network.v4(192, 88, 99, 0, 24),
          Network.v4(198, 18, 0, 0, 15),
          Network.v4(198, 51, 100, 0, 24),
          Network.v4(203, 0, 113, 0, 24),
          Network.v4(224, 0, 0, 0, 4),
          Network.v4(240, 0, 0, 0, 4));

  private static final Network GLOBAL_UNICAST = Network.v6("20", 3);
  private static final Network UNIQUE_LOCAL = Network.v6("fc", 7);
  private static final Network LOOPBACK_V6 = Network.v6("00000000000000000000000000000001", 128);

  /** EC2's metadata and time services. */
  private static final Network EC2 = Network.v6("fd000ec2", 32);

  /** The holes in what is global: protocols, Teredo, documentation, and 6to4, which hides IPv4. */
  private static final List<Network> NOT_GLOBAL =
      List.of(
          Network.v6("20010000", 23),
          Network.v6("20010db8", 32),
          Network.v6("2002", 16),
          Network.v6("3fff", 20));

  /** Prefixes after which an IPv4 address stands: mapped, and by NAT64. */
  private static final List<Network> EMBEDDING =
      List.of(
          Network.v6("00000000000000000000ffff", 96), Network.v6("0064ff9b0000000000000000", 96));

  static Reach of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? ofV4(bytes) : ofV6(bytes);
  }

  private static Reach ofV4(byte[] bytes) {
    if (NOBODYS_V4.stream().anyMatch(it -> it.holds(bytes))) {
      return NOBODYS;
    }
    return PRIVATE_V4.stream().anyMatch(it -> it.holds(bytes)) ? PRIVATE : PUBLIC;
  }

  private static Reach ofV6(byte[] bytes) {
    if (EMBEDDING.stream().anyMatch(it -> it.holds(bytes))) {
      return ofV4(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (GLOBAL_UNICAST.holds(bytes)) {
      return NOT_GLOBAL.stream().anyMatch(it -> it.holds(bytes)) ? NOBODYS : PUBLIC;
    }
    boolean local = UNIQUE_LOCAL.holds(bytes) || LOOPBACK_V6.holds(bytes);
    return local && !EC2.holds(bytes) ? PRIVATE : NOBODYS;
  }

  /** The addresses that begin with the same bits. */
  private record Network(List<Integer> start, int bits) {

    static Network v4(int first, int second, int third, int fourth, int bits) {
      return new Network(List.of(first, second, third, fourth), bits);
    }

    /** By the first bytes in hex; the others are 0. */
    static Network v6(String hex, int bits) {
      var start = new Integer[16];
      for (int i = 0; i < start.length; i++) {
        start[i] = 2 * i < hex.length() ? Integer.parseInt(hex, 2 * i, 2 * i + 2, 16) : 0;
      }
      return new Network(List.of(start), bits);
    }

    boolean holds(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if (((address[bit / 8] ^ start.get(bit / 8)) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
