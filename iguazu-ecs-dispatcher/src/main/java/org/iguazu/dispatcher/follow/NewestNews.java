package org.iguazu.dispatcher.follow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Tells news about a task that came late from newer news: it may reach us out of order. */
final class NewestNews {

  private final Cache<String, Long> versions = Caffeine.newBuilder().maximumSize(50_000).build();

  /**
   * Whether something newer about the same task was heard before. The same again is not outdated.
   */
  boolean isOutdated(TaskNews news) {
    long newest = versions.asMap().merge(news.task(), news.version(), Math::max);
    return news.version() < newest;
  }
}
