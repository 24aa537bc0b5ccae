package org.iguazu.loopback.wire;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Part of a list, and where the next part begins. */
public record Page(List<String> items, @Nullable String nextToken) {

  private static final int MOST = 100;

  /** An item at a place that it keeps while others come and go, so that no page skips one. */
  public record Item(long place, String value) {}

  /** The items after the token's place, at most 100 of them; {@code all} is in order of places. */
  public static Page of(List<Item> all, @Nullable Integer maxResults, @Nullable String token) {
    int size = maxResults == null ? MOST : maxResults;
    if (size < 1 || size > MOST) {
      throw AwsError.invalidParameter("maxResults must be between 1 and 100.");
    }
    long after = token == null ? Long.MIN_VALUE : place(token);
    List<Item> page = all.stream().filter(item -> item.place > after).limit(size + 1L).toList();
    boolean last = page.size() <= size;
    List<String> values = page.stream().limit(size).map(Item::value).toList();
    return new Page(values, last ? null : String.valueOf(page.get(size - 1).place));
  }

  /** Items of a list that does not change much: their places are their numbers. */
  public static List<Item> numbered(List<String> values) {
    return IntStream.range(0, values.size()).mapToObj(i -> new Item(i, values.get(i))).toList();
  }

  private static long place(String token) {
    try {
      return Long.parseLong(token);
    } catch (NumberFormatException _) {
      throw AwsError.invalidParameter("Invalid token.");
    }
  }

  public Map<String, Object> as(String member) {
    return nextToken == null
        ? Map.of(member, items)
        : Map.of(member, items, "nextToken", nextToken);
  }
}
