package org.iguazu.webhooks.http;

import java.net.UnknownHostException;

/** A host has no address that may be reached. */
final class OutOfReachException extends UnknownHostException {

  private static final long serialVersionUID = 1L;

  OutOfReachException(String message) {
    super(message);
  }
}
