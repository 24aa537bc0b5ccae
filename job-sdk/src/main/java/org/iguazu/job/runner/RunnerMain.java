package org.iguazu.job.runner;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.dispatch.Address;
import org.iguazu.job.dispatch.MisconfiguredException;
import org.iguazu.job.dispatch.Patience;
import org.iguazu.job.dispatch.TaskMetadata;

/**
 * The main class of a job's container: runs the one dispatch that {@code IGUAZU_URL} and {@code
 * IGUAZU_TOKEN} stand for. Its exit status is an {@link ExitCode}.
 *
 * <p>With the argument {@code --definition} it prints the job's definition instead, without its
 * image.
 */
public final class RunnerMain {

  private static final String DEFINITION = "--definition";

  private RunnerMain() {}

  public static void main(String[] arguments) {
    System.exit(main(List.of(arguments), System.getenv()).status());
  }

  private static ExitCode main(List<String> arguments, Map<String, String> environment) {
    try {
      return arguments.contains(DEFINITION)
          ? describe(arguments.stream().filter(argument -> !argument.equals(DEFINITION)).toList())
          : run(arguments, environment);
    } catch (MisconfiguredException e) {
      System.err.println(e.getMessage());
      return ExitCode.MISCONFIGURED;
    }
  }

  private static ExitCode run(List<String> arguments, Map<String, String> environment) {
    var address = Address.in(environment);
    var setup =
        new Setup(
            jobClass(arguments),
            address,
            TaskMetadata.arn(environment),
            JobFactory.AS_BOUND,
            Patience.DEFAULT);
    var runner = new Runner(setup, InstantSource.system());
    var ended = new CompletableFuture<ExitCode>();
    Runtime.getRuntime().addShutdownHook(new Thread(new Termination(runner, ended), "iguazu-stop"));
    ExitCode code = runner.run();
    ended.complete(code);
    return code;
  }

  private static ExitCode describe(List<String> arguments) {
    System.out.println(JobDescription.of(jobClass(arguments)).toPrettyString());
    return ExitCode.SUCCEEDED;
  }

  private static Class<? extends AbstractJob<?, ?>> jobClass(List<String> arguments) {
    return JobClass.find(arguments, RunnerMain.class.getClassLoader());
  }
}
