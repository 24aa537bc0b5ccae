package org.iguazu.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where an entry goes, below the target: a relative path, of parts that cannot lead out of it.
 *
 * @param parts none for the target itself, which {@code tar} writes as {@code ./}
 */
record EntryName(List<String> parts) {

  private static final int LONGEST_PART = 255;

  /** Controls, invisible and direction-turning characters, broken and unassigned ones. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}\\uFFFD]");

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

  static EntryName of(String raw, Limits limits) throws RefusedException {
    String name = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    if (raw.isEmpty() || raw.startsWith("/") || DRIVE.matcher(raw).matches()) {
      throw refused(Rule.NAME, raw, raw.isEmpty() ? "its name is empty" : "its name is absolute");
    }
    if (name.equals(".")) {
      return new EntryName(List.of());
    }
    name = name.startsWith("./") ? name.substring(2) : name;
    int bytes = name.getBytes(UTF_8).length;
    if (bytes > limits.nameBytes()) {
      throw refused(
          Rule.NAME_LENGTH,
          raw,
          "its name has %d bytes, %d allowed".formatted(bytes, limits.nameBytes()));
    }
    List<String> parts = List.of(name.split("/", -1));
    for (String part : parts) {
      check(part, raw);
    }
    if (parts.size() > limits.depth()) {
      throw refused(
          Rule.DEPTH, raw, "it is %d deep, %d allowed".formatted(parts.size(), limits.depth()));
    }
    return new EntryName(parts);
  }

  private static void check(String part, String raw) throws RefusedException {
    if (part.isEmpty() || part.equals(".") || part.equals("..")) {
      throw refused(Rule.NAME, raw, "its name has a part '%s'".formatted(part));
    }
    if (part.contains("\\") || UNPRINTABLE.matcher(part).find()) {
      throw refused(
          Rule.NAME, raw, "its name has a backslash, or a character that cannot be shown");
    }
    if (!part.strip().equals(part)) {
      throw refused(Rule.NAME, raw, "a part of its name begins or ends with a space");
    }
    if (part.getBytes(UTF_8).length > LONGEST_PART) {
      throw refused(
          Rule.NAME_LENGTH,
          raw,
          "a part of its name has more than %d bytes".formatted(LONGEST_PART));
    }
  }

  private static RefusedException refused(Rule rule, String raw, String reason) {
    return new RefusedException(rule, raw, reason);
  }

  EntryName parent() {
    return new EntryName(parts.subList(0, parts.size() - 1));
  }

  String path() {
    return String.join("/", parts);
  }

  /** The same for all names that some file system takes for one. */
  String folded() {
    String withoutCase = path().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(withoutCase, Normalizer.Form.NFC);
  }
}
