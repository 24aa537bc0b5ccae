package org.iguazu.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.iguazu.test.AtOnce.atOnce;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobName;
import org.iguazu.api.job.JobRevision;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.test.Assembly;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.SettableClock;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobCatalogIT {

  private Assembly core;
  private Assembly otherServer;
  private JobCatalog catalog;

  @BeforeAll
  void start(TestDatabase database) {
    core =
        Assembly.of(
            database,
            new SettableClock(),
            Map.of("iguazu.clusters.hardened", "sealed,vault"),
            CoreConfiguration.class);
    otherServer = Assembly.of(database, new SettableClock(), CoreConfiguration.class);
    catalog = core.get(JobCatalog.class);
  }

  @AfterAll
  void stop() {
    otherServer.close();
    core.close();
  }

  @Test
  void anotherContentIsANewRevision() {
    register(aJob("growing").memory(256).build());
    Registration second = register(aJob("growing").memory(512).build());

    assertThat(second.created()).isTrue();
    assertThat(catalog.current(new JobName("growing")).orElseThrow().revision()).isEqualTo(2);
    assertThat(catalog.revisions(new JobName("growing")))
        .extracting(JobRevision::current)
        .containsExactly(true, false);
  }

  @Test
  void hardenedJobsAndOthersNeverShareACluster() {
    JobDefinition.Builder job = aJob("sealed").isolation(Isolation.HARDENED);

    assertThatThrownBy(() -> register(job.cluster("default").build()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("/cluster")
        .hasMessageContaining("(sealed, vault), but is default");
    assertThatThrownBy(() -> register(aJob("open").cluster("vault").build()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("vault, which is for hardened jobs only");
    assertThat(register(job.cluster("vault").build()).created()).isTrue();
  }

  @Test
  void noRollBackBringsThemTogether() {
    var name = new JobName("moved");
    otherServer
        .get(JobCatalog.class) // knows no cluster for hardened jobs, as all did once
        .register(aJob("moved").cluster("vault").build(), "test", NOON);
    register(aJob("moved").build());

    assertThatThrownBy(() -> catalog.makeCurrent(name, 1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("/cluster");
    assertThat(catalog.current(name).orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void withoutAClusterForThemHardenedJobsAreRefused() {
    JobDefinition job = aJob("sealed").isolation(Isolation.HARDENED).build();

    assertThatThrownBy(() -> otherServer.get(JobCatalog.class).register(job, "test", NOON))
        .hasMessageContaining("iguazu.clusters.hardened");
  }

  @Test
  void theSameContentIsTheSameRevisionWhateverTheOrderOfItsFields() {
    Registration first =
        register(aJob("same").environment(Map.of("A", "1", "B", "2", "C", "3")).build());
    Registration second =
        register(aJob("same").environment(Map.of("C", "3", "B", "2", "A", "1")).build());

    assertThat(second.created()).isFalse();
    assertThat(second.revision()).isEqualTo(first.revision());
  }

  @Test
  void registeringAnEarlierContentMakesItsRevisionCurrentAgain() {
    register(aJob("there-and-back").memory(256).build());
    register(aJob("there-and-back").memory(512).build());

    assertThat(register(aJob("there-and-back").memory(256).build()).revision().revision())
        .isEqualTo(1);
    assertThat(catalog.current(new JobName("there-and-back")).orElseThrow().revision())
        .isEqualTo(1);
  }

  @Test
  void rollsBackToAnEarlierRevision() {
    register(aJob("rolled-back").memory(256).build());
    register(aJob("rolled-back").memory(512).build());

    assertThat(catalog.makeCurrent(new JobName("rolled-back"), 1).orElseThrow().current()).isTrue();
    assertThat(catalog.current(new JobName("rolled-back")).orElseThrow().definition().memory())
        .isEqualTo(256);
    assertThat(catalog.makeCurrent(new JobName("rolled-back"), 3)).isEmpty();
  }

  @Test
  void manyAtOnceRegisterTheFirstRevisionOnce() throws Exception {
    JobDefinition definition = aJob("contended").build();

    List<Integer> revisions = atOnce(8, () -> register(definition).revision().revision());

    assertThat(revisions).containsOnly(1);
  }

  @Test
  void anotherServerHearsOfANewRevisionAtOnce() {
    JobCatalog other = otherServer.get(JobCatalog.class);
    register(aJob("shared").memory(256).build());
    await().until(() -> other.current(new JobName("shared")).isPresent());

    register(aJob("shared").memory(512).build());

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> other.current(new JobName("shared")).orElseThrow().revision() == 2);
  }

  @Test
  void anotherServerHearsOfARollbackAtOnce() {
    JobCatalog other = otherServer.get(JobCatalog.class);
    register(aJob("shared-and-rolled-back").memory(256).build());
    register(aJob("shared-and-rolled-back").memory(512).build());
    var name = new JobName("shared-and-rolled-back");
    await().until(() -> other.current(name).map(JobRevision::revision).equals(Optional.of(2)));

    catalog.makeCurrent(name, 1);

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> other.current(name).orElseThrow().revision() == 1);
  }

  @Test
  void aSchemaThatIsNoneIsRefused() {
    JobDefinition bad =
        aJob("bad-schema")
            .parameterSchema(IguazuJson.strict().readTree("{\"type\":\"objekt\"}"))
            .build();

    assertThatThrownBy(() -> register(bad))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("/parameterSchema/type");
    assertThat(catalog.current(new JobName("bad-schema"))).isEmpty();
  }

  @Test
  void listsJobsByNamePageByPage() {
    List.of("page-b", "page-a", "page-c").forEach(name -> register(aJob(name).build()));

    assertThat(catalog.jobs(new JobName("page-a"), 2))
        .extracting(revision -> revision.definition().name().value())
        .containsExactly("page-b", "page-c");
  }

  private Registration register(JobDefinition definition) {
    return catalog.register(definition, "test", NOON);
  }
}
