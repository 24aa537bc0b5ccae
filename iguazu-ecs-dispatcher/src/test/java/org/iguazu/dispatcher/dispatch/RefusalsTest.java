package org.iguazu.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.iguazu.dispatcher.aws.CallFailure.Rejected;
import org.iguazu.dispatcher.dispatch.Refusal.Kind;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Failure;

class RefusalsTest {

  @Test
  void saysWhatAFullClusterLacks() {
    assertThat(of("RESOURCE:MEMORY"))
        .isEqualTo(new Refusal(Kind.FULL, "waiting for memory on cluster default"));
    assertThat(of("RESOURCE:CPU"))
        .isEqualTo(new Refusal(Kind.FULL, "waiting for CPU on cluster default"));
  }

  @Test
  void saysEachLackOnceWhenInstancesLackDifferentThings() {
    assertThat(of("RESOURCE:MEMORY", "RESOURCE:CPU", "AGENT", "RESOURCE:MEMORY"))
        .isEqualTo(new Refusal(Kind.FULL, "waiting for CPU and memory on cluster default"));
  }

  @Test
  void saysWhatAnInstanceWouldHaveToBe() {
    assertThat(of("AGENT").reason())
        .isEqualTo("waiting for an instance of cluster default whose agent is connected");
    assertThat(of("LOCATION").kind()).isEqualTo(Kind.UNPLACEABLE);
    Failure attribute =
        Failure.builder()
            .reason("ATTRIBUTE")
            .detail("com.amazonaws.ecs.capability.apparmor 100%s")
            .build();
    assertThat(Refusals.of(List.of(attribute), "grade").reason())
        .startsWith("no instance of cluster grade has an attribute that the job needs")
        .contains("com.amazonaws.ecs.capability.apparmor");
  }

  @Test
  void passesOnWhatItHasNoSentenceFor() {
    assertThat(of("SOMETHING NEW"))
        .isEqualTo(
            new Refusal(Kind.UNPLACEABLE, "cluster default does not take it: SOMETHING NEW"));
    assertThat(Refusals.of(List.of(), "default").reason())
        .isEqualTo("cluster default did not say why");
  }

  @Test
  void saysWhatSomebodyMustCorrect() {
    var noCluster = new Rejected("ClusterNotFoundException", "Cluster not found.");
    var invalid = new Rejected("InvalidParameterException", "Container.image is wrong");

    assertThat(Refusals.of(noCluster, "grade"))
        .isEqualTo(new Refusal(Kind.WRONG, "cluster grade does not exist"));
    assertThat(Refusals.of(invalid, "grade"))
        .isEqualTo(
            new Refusal(
                Kind.WRONG,
                "ECS refuses it: Container.image is wrong (InvalidParameterException)"));
  }

  @Test
  void aClusterWithoutInstancesIsFull() {
    var none =
        new Rejected(
            "InvalidParameterException", "No Container Instances were found in your cluster.");

    assertThat(Refusals.of(none, "grade"))
        .isEqualTo(new Refusal(Kind.FULL, "cluster grade has no instances"));
  }

  private static Refusal of(String... reasons) {
    return Refusals.of(
        Arrays.stream(reasons).map(reason -> Failure.builder().reason(reason).build()).toList(),
        "default");
  }
}
