package org.iguazu.server.web;

import java.util.List;
import java.util.function.Function;
import org.iguazu.api.Page;
import org.iguazu.api.problem.Violations;

/** Cuts lists into pages. */
public final class Paging {

  private static final int MOST = 500;

  private Paging() {}

  /**
   * How many items to fetch to fill a page and to see whether there are more.
   *
   * @throws org.iguazu.api.problem.InvalidValueException if {@code limit} is not 1 to 500
   */
  public static int fetch(int limit) {
    new Violations()
        .require(
            limit >= 1 && limit <= MOST,
            "",
            "query parameter 'limit' must be 1 to %d, but is %d".formatted(MOST, limit))
        .orThrow();
    return limit + 1;
  }

  /**
   * The first {@code limit} of what was fetched.
   *
   * @param name what to go on after, given the last item of the page
   */
  public static <T> Page<T> page(List<T> fetched, int limit, Function<T, String> name) {
    if (fetched.size() <= limit) {
      return new Page<>(fetched, null);
    }
    List<T> items = fetched.subList(0, limit);
    return new Page<>(items, name.apply(items.getLast()));
  }
}
