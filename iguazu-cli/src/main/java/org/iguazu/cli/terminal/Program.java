package org.iguazu.cli.terminal;

/** How this program was called, so that what it suggests can be typed. */
public final class Program {

  private Program() {}

  /** The command as the user typed it: {@code ./iguazu}, say. */
  public static String name() {
    return System.getProperty("iguazu.command", "iguazu");
  }
}
