package org.iguazu.dispatcher.dispatch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobName;
import org.iguazu.core.catalog.JobCatalog;

/** The definitions of job revisions at hand: they never change, so they are read once. */
public final class Revisions {

  private final JobCatalog catalog;
  private final Cache<Key, JobDefinition> known = Caffeine.newBuilder().maximumSize(10_000).build();

  private record Key(JobName job, int revision) {}

  public Revisions(JobCatalog catalog) {
    this.catalog = catalog;
  }

  JobDefinition definition(JobName job, int revision) {
    return known.get(new Key(job, revision), this::read);
  }

  private JobDefinition read(Key key) {
    return catalog
        .revision(key.job(), key.revision())
        .orElseThrow(() ->
            new IllegalStateException(
                "an invocation names revision %d of job %s, which is not in the catalogue"
                    .formatted(key.revision(), key.job())))
        .definition();
  }
}
