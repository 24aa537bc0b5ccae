package org.iguazu.courier;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.iguazu.api.dispatch.StagedPaths;
import org.iguazu.api.dispatch.TaskContainers;
import org.iguazu.job.dispatch.Address;
import org.iguazu.job.dispatch.DispatchClient;
import org.iguazu.job.dispatch.MisconfiguredException;
import org.iguazu.job.dispatch.Patience;
import org.iguazu.job.dispatch.TaskMetadata;

/**
 * The main class of both containers: {@code stage} or {@code report}, as its argument says. Given
 * both, it does one after the other.
 */
public final class CourierMain {

  private static final int FAILED = 1;
  private static final int MISCONFIGURED = 64;

  private final Map<String, String> environment;
  private final DispatchClient dispatch;
  private final Siblings siblings;

  private CourierMain(Map<String, String> environment) {
    this.environment = environment;
    this.dispatch =
        new DispatchClient(Address.in(environment), Patience.DEFAULT, InstantSource.system());
    this.siblings = Siblings.in(environment);
  }

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.getenv()));
  }

  private static int run(List<String> errands, Map<String, String> environment) {
    try {
      if (errands.isEmpty()) {
        throw usage();
      }
      return errands.stream().allMatch(new CourierMain(environment)::run) ? 0 : FAILED;
    } catch (MisconfiguredException e) {
      System.err.println(e.getMessage());
      return MISCONFIGURED;
    }
  }

  private boolean run(String errand) {
    return switch (errand) {
      case TaskContainers.STAGE ->
          new Stage(dispatch, siblings, Path.of(StagedPaths.IN)).run(TaskMetadata.arn(environment));
      case TaskContainers.REPORT -> new Report(dispatch, siblings, Path.of(StagedPaths.OUT)).run();
      default -> throw usage();
    };
  }

  private static MisconfiguredException usage() {
    return new MisconfiguredException("usage: stage | report");
  }
}
