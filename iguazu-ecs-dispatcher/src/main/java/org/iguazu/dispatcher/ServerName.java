package org.iguazu.dispatcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** What this server is called in histories and leases; another one at each start. */
record ServerName(String value) {

  static ServerName ofThisProcess() {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    return new ServerName("%s-%d-%s".formatted(host(), ProcessHandle.current().pid(), unique));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "server";
    }
  }
}
