package org.iguazu.archive;

import org.jspecify.annotations.Nullable;

/** Carries a refusal out of the depths of reading. */
final class RefusedException extends Exception {

  private static final int LONGEST_ENTRY = 120;

  private final Unpacking.Refused refusal;

  RefusedException(Rule rule, @Nullable String entry, String reason) {
    super(reason, null, false, false);
    refusal = new Unpacking.Refused(rule, entry == null ? null : printable(entry), reason);
  }

  Unpacking.Refused refusal() {
    return refusal;
  }

  private static String printable(String name) {
    String safe = name.replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]", "?");
    return safe.length() <= LONGEST_ENTRY ? safe : safe.substring(0, LONGEST_ENTRY - 1) + "…";
  }
}
