package org.iguazu.api.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** Builds the path and the query of a call; everything that is put in is escaped. */
final class Path {

  private final StringBuilder text = new StringBuilder();
  private char separator = '?';

  private Path() {}

  static Path of(String... segments) {
    var path = new Path();
    for (String segment : segments) {
      path.text.append('/').append(escape(segment));
    }
    return path;
  }

  /** Adds a query parameter, unless there is nothing to say. */
  Path with(String name, @Nullable Object value) {
    if (value != null) {
      text.append(separator).append(name).append('=').append(escape(value.toString()));
      separator = '&';
    }
    return this;
  }

  private static String escape(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
