package org.iguazu.cli.job;

import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.job.JobRevision;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code iguazu jobs rollback}. */
@Command(
    name = "rollback",
    header = "Make an earlier revision of a job the current one.",
    description = "Invocations already accepted keep the revision they were accepted with.")
final class RollBackJob implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "JOB", description = "The name of the job.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "REVISION", description = "The revision to go to.")
  private int revision;

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      JobRevision job = iguazu.jobs().rollBack(name, revision);
      output.print(job, "Revision %d of %s is current.".formatted(job.revision(), name));
      return ExitCode.OK;
    }
  }
}
