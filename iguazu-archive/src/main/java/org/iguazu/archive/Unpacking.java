package org.iguazu.archive;

import org.jspecify.annotations.Nullable;

/** How unpacking ended. */
public sealed interface Unpacking {

  /** Everything is in the target. */
  record Unpacked(int files, long bytes) implements Unpacking {}

  /**
   * Nothing of it is left behind.
   *
   * @param entry the name of the entry it was refused for, made printable and cut to 120
   *     characters; null if it is not for one
   * @param reason a clause for people, such as {@code 257 files, 256 allowed}
   */
  record Refused(Rule rule, @Nullable String entry, String reason) implements Unpacking {

    /** For a log or a failure's message. */
    public String message() {
      return entry == null
          ? "the archive is refused: " + reason
          : "the archive is refused for its entry '%s': %s".formatted(entry, reason);
    }
  }
}
