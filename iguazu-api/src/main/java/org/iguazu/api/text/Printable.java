package org.iguazu.api.text;

import java.util.regex.Pattern;

/**
 * Text that does to a terminal or a page nothing but appear there: without control characters, also
 * those beyond ASCII, and without invisible, direction-turning, broken and unassigned ones. The two
 * joiners, which some scripts are written with, are let through.
 */
public final class Printable {

  private static final Pattern UNPRINTABLE =
      Pattern.compile(
          "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}\\uFFFD&&[^\\u200C\\u200D]]");

  private Printable() {}

  /** Whether all of it is. */
  public static boolean is(String text) {
    return !UNPRINTABLE.matcher(text).find();
  }

  /** The same, with a question mark for each character that is not. */
  public static String of(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }
}
