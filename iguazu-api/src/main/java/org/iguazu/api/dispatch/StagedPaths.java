package org.iguazu.api.dispatch;

/** Where a hardened job finds its files. */
public final class StagedPaths {

  /** What was brought, and the parameters; it can only be read. */
  public static final String IN = "/iguazu/in";

  /** Where the job leaves what is to be kept. */
  public static final String OUT = "/iguazu/out";

  private StagedPaths() {}
}
