package org.iguazu.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.dispatcher.isolation.IsolationFields;
import org.iguazu.dispatcher.isolation.IsolationProperties;
import org.iguazu.dispatcher.log.LogProperties;
import org.iguazu.dispatcher.staging.StagingFields;
import org.iguazu.dispatcher.staging.StagingProperties;
import org.iguazu.test.Jobs;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

class ContentHashTest {

  private final TaskDefinitionRequests requests =
      new TaskDefinitionRequests(
          Region.EU_CENTRAL_1,
          new LogProperties("/iguazu/"),
          new IsolationFields(new IsolationProperties("")),
          new StagingFields(new StagingProperties("courier")));

  @Test
  void equalContentHasOneHashWhateverTheOrderOfItsVariables() {
    JobDefinition one =
        Jobs.aJob("a").environment(Map.of("A", "1", "B", "2", "C", "3", "D", "4")).build();
    JobDefinition other =
        Jobs.aJob("a").environment(Map.of("D", "4", "C", "3", "B", "2", "A", "1")).build();

    assertThat(hash(one)).isEqualTo(hash(other)).hasSize(64);
  }

  @Test
  void whatTheTaskDefinitionDoesNotSayDoesNotCount() {
    JobDefinition one = Jobs.aJob("a").owner("somebody").build();

    assertThat(hash(one)).isEqualTo(hash(one.toBuilder().owner("somebody else").build()));
  }

  @Test
  void everythingThatItSaysCounts() {
    JobDefinition job = Jobs.aJob("a").build();

    assertThat(
            List.of(
                hash(job),
                hash(job.toBuilder().image("other").build()),
                hash(job.toBuilder().command(List.of("x")).build()),
                hash(job.toBuilder().environment(Map.of("A", "1")).build()),
                hash(job.toBuilder().memory(300).build()),
                hash(job.toBuilder().isolation(Isolation.HARDENED).build())))
        .doesNotHaveDuplicates();
  }

  /** A hash that changed would register every job of an installation again. */
  @Test
  void staysTheSameFromReleaseToRelease() {
    assertThat(hash(Jobs.aJob("a").build()))
        .isEqualTo("e27fdadb359732b76ac54276542fd8bb7660cb1f54757b3655762631e2ef9ec4");
  }

  private String hash(JobDefinition job) {
    return ContentHash.of(requests.of(job));
  }
}
