package org.iguazu.api.client;

import java.util.stream.Stream;
import org.iguazu.api.Page;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobRevision;

/** What may run: registering jobs and looking them up. */
public final class JobsClient {

  private final Transport transport;

  JobsClient(Transport transport) {
    this.transport = transport;
  }

  /**
   * Makes this the job's current definition: a new revision, unless the current one says the same.
   */
  public JobRevision register(JobDefinition definition) {
    return transport.exchange(
        Call.put(job(definition.name().value()), definition), JobRevision.class);
  }

  /** The job's current revision. */
  public JobRevision get(String name) {
    return transport.exchange(Call.get(job(name)), JobRevision.class);
  }

  public JobRevision get(String name, int revision) {
    return transport.exchange(Call.get(revision(name, revision)), JobRevision.class);
  }

  /** All jobs by name, each in its current revision. */
  public Stream<JobRevision> list() {
    return Pages.all(
        after -> page(Path.of("api", "jobs").with("after", after).with("limit", Pages.SIZE)));
  }

  /** All revisions of a job, newest first. */
  public Stream<JobRevision> revisions(String name) {
    return page(Path.of("api", "jobs", name, "revisions")).items().stream();
  }

  /** Makes an earlier (or later) revision the current one again. */
  public JobRevision rollBack(String name, int revision) {
    return transport.exchange(
        Call.post(revision(name, revision) + "/current", null), JobRevision.class);
  }

  private Page<JobRevision> page(Path path) {
    return transport.page(path, JobRevision.class);
  }

  private static String job(String name) {
    return Path.of("api", "jobs", name).toString();
  }

  private static String revision(String name, int revision) {
    return Path.of("api", "jobs", name, "revisions", Integer.toString(revision)).toString();
  }
}
