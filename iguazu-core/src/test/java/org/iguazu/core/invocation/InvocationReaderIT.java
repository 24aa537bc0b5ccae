package org.iguazu.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationQuery;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.job.JobName;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.test.Assembly;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.SettableClock;
import org.iguazu.test.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvocationReaderIT {

  private Assembly core;
  private InvocationReader reader;

  @BeforeAll
  void start(TestDatabase database) {
    core = Assembly.of(database, new SettableClock(), CoreConfiguration.class);
    reader = core.get(InvocationReader.class);
  }

  @AfterAll
  void stop() {
    core.close();
  }

  @Test
  void pagesLoseAndRepeatNoneOfThoseOfOneInstant() {
    List<InvocationId> all = accepted("paged", 7, NOON);

    var read = new ArrayList<InvocationId>();
    Page<Invocation> page = reader.list(query("paged", null, null, null, 3));
    read.addAll(ids(page));
    while (page.next() != null) {
      page = reader.list(query("paged", null, null, InvocationId.parse(page.next()), 3));
      read.addAll(ids(page));
    }

    assertThat(read).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void aTimeRangeIncludesItsStartAndNotItsEnd() {
    accepted("ranged", 1, NOON.minusSeconds(1));
    List<InvocationId> atStart = accepted("ranged", 1, NOON);
    accepted("ranged", 1, NOON.plusSeconds(1));

    assertThat(ids(reader.list(query("ranged", NOON, NOON.plusSeconds(1), null, 10))))
        .isEqualTo(atStart);
  }

  private List<InvocationId> accepted(String job, int count, Instant now) {
    core.get(JobCatalog.class).register(aJob(job).build(), "test", NOON);
    InvocationRequest request = InvocationRequest.of(job).build();
    return core
        .get(InvocationIntake.class)
        .accept(Collections.nCopies(count, request), "test", null, now)
        .stream()
        .map(it -> ((Intake.Accepted) it).invocation().id())
        .toList();
  }

  private static InvocationQuery query(
      String job,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable InvocationId before,
      int limit) {
    return new InvocationQuery(
        new JobName(job), null, null, null, Map.of(), from, to, before, limit);
  }

  private static List<InvocationId> ids(Page<Invocation> page) {
    return page.items().stream().map(Invocation::id).toList();
  }
}
