package org.iguazu.server.security;

/** The key that the operator chose for a first start is none. */
public final class BootstrapKeyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BootstrapKeyException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}
