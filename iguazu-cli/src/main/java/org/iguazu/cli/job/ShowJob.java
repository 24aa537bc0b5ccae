package org.iguazu.cli.job;

import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.job.JobRevision;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code iguazu jobs show}. */
@Command(name = "show", header = "Show what a job runs.")
final class ShowJob implements Callable<Integer> {

  @Parameters(paramLabel = "JOB", description = "The name of the job.")
  private String name = "";

  @Option(
      names = "--revision",
      paramLabel = "N",
      description = "This revision, not the current one.")
  private @Nullable Integer revision;

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      JobRevision job =
          revision == null ? iguazu.jobs().get(name) : iguazu.jobs().get(name, revision);
      output.print(job, JobText.facts(job, output.times()));
      return ExitCode.OK;
    }
  }
}
