package org.iguazu.cli.terminal;

/** What the command's exit codes mean; documented in its help. */
public final class ExitCode {

  /** Done; with {@code --wait}: the job succeeded. */
  public static final int OK = 0;

  /** Iguazú refused, or the job did not succeed. */
  public static final int PROBLEM = 1;

  /** The command line makes no sense. */
  public static final int USAGE = 2;

  /** No Iguazú answers. */
  public static final int UNREACHABLE = 3;

  private ExitCode() {}
}
