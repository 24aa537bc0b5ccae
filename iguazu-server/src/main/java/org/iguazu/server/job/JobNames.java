package org.iguazu.server.job;

import java.util.List;
import org.iguazu.api.job.JobName;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.server.problem.NearMiss;
import org.iguazu.server.problem.NotFound;
import org.springframework.stereotype.Component;

/** Finds what somebody meant who named a job that there is not. */
@Component
public final class JobNames {

  private static final int MOST = 1_000;

  private final JobCatalog jobs;

  JobNames(JobCatalog jobs) {
    this.jobs = jobs;
  }

  /** The problem to answer with where {@code name} is no registered job. */
  public ProblemException unknown(JobName name) {
    return NotFound.of("job", name, hint(name));
  }

  private String hint(JobName name) {
    List<String> known =
        jobs.jobs(null, MOST).stream().map(job -> job.definition().name().value()).toList();
    return NearMiss.of(name.value(), known)
        .map("did you mean '%s'?"::formatted)
        .orElse("GET /api/jobs lists the registered ones.");
  }
}
