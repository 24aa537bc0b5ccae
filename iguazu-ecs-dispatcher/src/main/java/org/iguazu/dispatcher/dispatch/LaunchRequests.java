package org.iguazu.dispatcher.dispatch;

import java.net.URI;
import java.util.List;
import org.iguazu.api.dispatch.DispatchEnvironment;
import org.iguazu.api.dispatch.TaskContainers;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.core.capability.Capabilities;
import org.iguazu.dispatcher.staging.StagingFields;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** Says a launch as a RunTask request; equal launches give equal bytes. */
public final class LaunchRequests {

  /**
   * ECS takes overrides of up to 8,192 characters of JSON; what we do not count fits in the rest.
   */
  private static final int MOST_CHARACTERS = 8_000;

  private final URI callbackUrl;
  private final Capabilities capabilities;

  /**
   * Requests for containers that call back.
   *
   * @param callbackUrl where containers find the server
   */
  public LaunchRequests(URI callbackUrl, Capabilities capabilities) {
    this.callbackUrl = callbackUrl;
    this.capabilities = capabilities;
  }

  RunTaskRequest of(Launch launch, JobDefinition definition, String taskDefinition) {
    var request =
        RunTaskRequest.builder()
            .cluster(launch.cluster())
            .taskDefinition(taskDefinition)
            .launchType(LaunchType.EC2)
            .count(1)
            .clientToken(launch.token())
            .startedBy(launch.token())
            .group("iguazu-" + launch.job())
            .tags(
                tag("iguazu:invocation", launch.invocation().toString()),
                tag("iguazu:job", launch.job().value()));
    List<String> trusted = trustedContainers(definition);
    if (!trusted.isEmpty()) {
      request.overrides(identityOf(launch, definition, trusted));
    }
    return request.build();
  }

  /** Those that may speak for it; a stranger's code could say anything in its name. */
  private static List<String> trustedContainers(JobDefinition definition) {
    if (definition.staged()) {
      return StagingFields.COURIERS;
    }
    return definition.isolation() == Isolation.SHARED ? List.of(TaskContainers.MAIN) : List.of();
  }

  private TaskOverride identityOf(
      Launch launch, JobDefinition definition, List<String> containers) {
    String url = callbackUrl.toString();
    String token =
        capabilities.issue(
            launch.invocation(), launch.dispatch(), launch.capabilityExpires(definition));
    if ((url.length() + token.length()) * containers.size() > MOST_CHARACTERS) {
      throw new IllegalStateException(
          "callback URL and token have more than %d characters: %s"
              .formatted(MOST_CHARACTERS, url));
    }
    return TaskOverride.builder()
        .containerOverrides(
            containers.stream()
                .map(container ->
                    ContainerOverride.builder()
                        .name(container)
                        .environment(
                            variable(DispatchEnvironment.URL, url),
                            variable(DispatchEnvironment.TOKEN, token))
                        .build())
                .toList())
        .build();
  }

  private static KeyValuePair variable(String name, String value) {
    return KeyValuePair.builder().name(name).value(value).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
