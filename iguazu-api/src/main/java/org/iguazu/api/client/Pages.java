package org.iguazu.api.client;

import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.iguazu.api.Page;
import org.jspecify.annotations.Nullable;

/** Walks through lists that come page by page. */
final class Pages {

  /** How many items are asked for at a time. */
  static final int SIZE = 200;

  private Pages() {}

  /** All items, each page fetched when its first item is needed. */
  static <T> Stream<T> all(Function<@Nullable String, Page<T>> pageAfter) {
    return Stream.iterate(
            pageAfter.apply(null), Objects::nonNull, page -> following(page, pageAfter))
        .flatMap(page -> page.items().stream());
  }

  private static <T> @Nullable Page<T> following(
      Page<T> page, Function<@Nullable String, Page<T>> pageAfter) {
    String next = page.next();
    return next == null || page.items().isEmpty() ? null : pageAfter.apply(next);
  }
}
