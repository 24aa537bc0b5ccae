package org.iguazu.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a longer list.
 *
 * @param items in the list's order
 * @param next where to go on, or null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {

  public Page {
    items = List.copyOf(items);
  }
}
