package org.iguazu.dispatcher.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.iguazu.dispatcher.aws.CallFailure.Rejected;
import org.iguazu.dispatcher.dispatch.Refusal.Kind;
import software.amazon.awssdk.services.ecs.model.Failure;

/** Says in a sentence why ECS has not started a task. */
final class Refusals {

  private static final String RESOURCE = "RESOURCE:";

  private Refusals() {}

  /** Why no instance took it: ECS answers with one failure for each instance it tried. */
  static Refusal of(List<Failure> failures, String cluster) {
    List<String> reasons =
        failures.stream().map(Failure::reason).filter(Objects::nonNull).distinct().toList();
    Set<String> missing =
        reasons.stream()
            .filter(reason -> reason.startsWith(RESOURCE))
            .map(reason -> nameOf(reason.substring(RESOURCE.length())))
            .collect(Collectors.toCollection(TreeSet::new));
    return missing.isEmpty()
        ? new Refusal(Kind.UNPLACEABLE, sentence(reasons, failures, cluster))
        : new Refusal(
            Kind.FULL,
            "waiting for %s on cluster %s".formatted(String.join(" and ", missing), cluster));
  }

  private static String nameOf(String resource) {
    return switch (resource) {
      case "CPU", "GPU" -> resource;
      case "ENI" -> "a network interface";
      default -> resource.toLowerCase(Locale.ROOT);
    };
  }

  private static String sentence(List<String> reasons, List<Failure> failures, String cluster) {
    var sentences = new ArrayList<String>();
    for (String reason : reasons) {
      sentences.add(
          switch (reason) {
            case "AGENT" -> "waiting for an instance of cluster %s whose agent is connected";
            case "ATTRIBUTE" ->
                "no instance of cluster %s has an attribute that the job needs"
                    + detailOf(failures, reason);
            case "LOCATION" -> "no instance of cluster %s is in the right availability zone";
            default ->
                "cluster %s does not take it: " + escaped(reason) + detailOf(failures, reason);
          });
    }
    return sentences.isEmpty()
        ? "cluster %s did not say why".formatted(cluster)
        : String.join("; ", sentences).replace("%s", cluster);
  }

  private static String detailOf(List<Failure> failures, String reason) {
    return failures.stream()
        .filter(failure -> reason.equals(failure.reason()) && failure.detail() != null)
        .findFirst()
        .map(failure -> " (" + escaped(failure.detail()) + ")")
        .orElse("");
  }

  private static String escaped(String text) {
    return text.replace("%s", "% s");
  }

  /** Why ECS would not even try. */
  static Refusal of(Rejected rejected, String cluster) {
    if (rejected.code().contains("ClusterNotFound")) {
      return new Refusal(Kind.WRONG, "cluster %s does not exist".formatted(cluster));
    }
    if (rejected.message().contains("No Container Instances were found")) {
      return new Refusal(Kind.FULL, "cluster %s has no instances".formatted(cluster));
    }
    return new Refusal(
        Kind.WRONG, "ECS refuses it: %s (%s)".formatted(rejected.message(), rejected.code()));
  }

  /** Whether the task definition that was named has been deregistered by somebody. */
  static boolean isInactiveDefinition(Rejected rejected) {
    return rejected.message().contains("TaskDefinition is inactive")
        || rejected.message().contains("TaskDefinition not found");
  }
}
