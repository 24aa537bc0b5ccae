package org.iguazu.server.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who misspelt a name probably meant. */
public final class NearMiss {

  private NearMiss() {}

  /** The known name nearest to {@code given}, if one is near enough to be meant. */
  public static Optional<String> of(String given, Collection<String> known) {
    int enough = Math.max(1, given.length() / 3);
    return known.stream()
        .filter(name -> distance(plain(given), plain(name)) <= enough)
        .min(Comparator.comparingInt(name -> distance(plain(given), plain(name))));
  }

  /** As it sounds: {@code exportQuizGrades} is {@code export-quiz-grades}. */
  private static String plain(String name) {
    return name.replaceAll("[-_. ]", "").toLowerCase(Locale.ROOT);
  }

  /** Levenshtein's: how many letters to add, drop or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
