package org.iguazu.api.dispatch;

/** The environment variables by which a container learns its work. */
public final class DispatchEnvironment {

  /** The server's address, such as {@code http://127.0.0.1:8080}. */
  public static final String URL = "IGUAZU_URL";

  /** The capability for one dispatch: a signed, expiring token, sent as a bearer token. */
  public static final String TOKEN = "IGUAZU_TOKEN";

  private DispatchEnvironment() {}
}
