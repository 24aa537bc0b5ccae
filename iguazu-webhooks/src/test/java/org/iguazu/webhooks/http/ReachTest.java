package org.iguazu.webhooks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "93.184.216.34",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.0",
        "169.253.0.1",
        "192.167.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::200e",
        "64:ff9b::808:808"
      })
  void theInternetIsPublic(String address) throws Exception {
    assertThat(Reach.of(InetAddress.getByName(address))).isEqualTo(Reach.PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", "127.255.255.255", "10.0.0.1", "10.255.255.255", "172.16.0.1",
            "172.31.255.255",
        "192.168.0.1", "100.64.0.1", "100.127.255.255", "::1", "fc00::1", "fdff::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b::7f00:1"
      })
  void ourNetworksArePrivateHoweverTheyAreWritten(String address) throws Exception {
    assertThat(Reach.of(InetAddress.getByName(address))).isEqualTo(Reach.PRIVATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "169.254.170.2",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "::",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "fd00:ec2::254",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2001:db8::1",
        "2001::1",
        "2002:7f00:1::",
        "::7f00:1",
        "3fff::1",
        "64:ff9b:1::1",
        "100::1",
        "4000::1"
      })
  void whereNoReceiverCanBeIsNobodys(String address) throws Exception {
    assertThat(Reach.of(InetAddress.getByName(address))).isEqualTo(Reach.NOBODYS);
  }

  /**
   * Java hides mapped addresses behind IPv4 ones; whoever makes one byte by byte gets no further.
   */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.1.2.3"})
  void aMappedAddressIsWhatItMaps(String address) throws Exception {
    var bytes = new byte[16];
    bytes[10] = bytes[11] = (byte) 0xff;
    System.arraycopy(InetAddress.getByName(address).getAddress(), 0, bytes, 12, 4);

    InetAddress mapped = Inet6Address.getByAddress(null, bytes, -1);

    assertThat(mapped.getAddress()).hasSize(16);
    assertThat(Reach.of(mapped)).isEqualTo(Reach.PRIVATE);
  }
}
