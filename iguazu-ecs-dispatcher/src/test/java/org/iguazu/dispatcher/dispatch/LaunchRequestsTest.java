package org.iguazu.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.iguazu.test.SettableClock.NOON;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.Outputs;
import org.iguazu.core.capability.Capabilities;
import org.iguazu.core.capability.Capability;
import org.iguazu.core.invocation.ActiveDispatch;
import org.iguazu.core.invocation.Claim;
import org.iguazu.core.invocation.InvocationState.Dispatching;
import org.iguazu.test.Jobs;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;

class LaunchRequestsTest {

  private static final JobDefinition JOB =
      Jobs.aJob("export-grades").timeout(Duration.ofMinutes(10)).build();
  private static final Claim CLAIM = Claims.aClaim(2);

  private final Capabilities capabilities = new Capabilities(() -> new byte[32]);
  private final LaunchRequests requests = requestsTo("http://127.0.0.1:8080");

  @Test
  void whoeverRepeatsALaunchSendsTheSameBytes() {
    var active =
        new ActiveDispatch(
            CLAIM.invocation(),
            CLAIM.job(),
            CLAIM.revision(),
            CLAIM.cluster(),
            new Dispatching(2, null),
            CLAIM.startBy(),
            CLAIM.claimedAt(),
            null,
            null);

    RunTaskRequest first = requests.of(Launch.of(CLAIM), JOB, "arn");
    RunTaskRequest repeated = requestsTo("http://127.0.0.1:8080").of(Launch.of(active), JOB, "arn");

    assertThat(repeated).isEqualTo(first);
  }

  @Test
  void eachDispatchHasItsOwnToken() {
    RunTaskRequest second = requests.of(Launch.of(CLAIM), JOB, "arn");
    RunTaskRequest third = requests.of(Launch.of(Claims.aClaim(3)), JOB, "arn");

    assertThat(second.clientToken())
        .isEqualTo(Claims.ID + "-2")
        .isEqualTo(second.startedBy())
        .isNotEqualTo(third.clientToken())
        .hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void aHardenedContainerLearnsNothing() {
    JobDefinition hardened = JOB.toBuilder().isolation(Isolation.HARDENED).build();

    assertThat(requests.of(Launch.of(CLAIM), hardened, "arn").overrides()).isNull();
  }

  @Test
  void ofAHardenedJobWithFilesOnlyTheCouriersLearnAnything() {
    JobDefinition staged =
        JOB.toBuilder().isolation(Isolation.HARDENED).outputs(Outputs.usual()).build();

    assertThat(requests.of(Launch.of(CLAIM), staged, "arn").overrides().containerOverrides())
        .extracting(ContainerOverride::name)
        .containsExactly("stage", "report");
  }

  @Test
  void theContainerLearnsAddressAndCapabilityAndNothingElse() {
    Map<String, String> environment =
        requests
            .of(Launch.of(CLAIM), JOB, "arn")
            .overrides()
            .containerOverrides()
            .getFirst()
            .environment()
            .stream()
            .collect(Collectors.toMap(KeyValuePair::name, KeyValuePair::value));

    assertThat(environment).containsOnlyKeys("IGUAZU_URL", "IGUAZU_TOKEN");
    assertThat(capabilities.verify(environment.getOrDefault("IGUAZU_TOKEN", ""), NOON))
        .hasValue(new Capability(Claims.ID, 2));
  }

  @Test
  void theCapabilityOutlivesTheLongestRunButNotByMuch() {
    String token =
        requests
            .of(Launch.of(CLAIM), JOB, "arn")
            .overrides()
            .containerOverrides()
            .getFirst()
            .environment()
            .get(1)
            .value();

    assertThat(capabilities.verify(token, NOON.plus(Duration.ofMinutes(60 + 10)))).isPresent();
    assertThat(capabilities.verify(token, NOON.plus(Duration.ofMinutes(60 + 11)))).isEmpty();
  }

  @Test
  void aCallbackUrlThatDoesNotFitIsNotSent() {
    LaunchRequests tooLong = requestsTo("http://h/" + "x".repeat(8_000));

    assertThatThrownBy(() -> tooLong.of(Launch.of(CLAIM), JOB, "arn"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("8000 characters");
  }

  private LaunchRequests requestsTo(String url) {
    return new LaunchRequests(URI.create(url), capabilities);
  }
}
