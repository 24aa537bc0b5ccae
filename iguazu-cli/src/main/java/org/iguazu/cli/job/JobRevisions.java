package org.iguazu.cli.job;

import java.util.List;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.job.JobRevision;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code iguazu jobs revisions}. */
@Command(name = "revisions", header = "List all revisions of a job, the newest first.")
final class JobRevisions implements Callable<Integer> {

  @Parameters(paramLabel = "JOB", description = "The name of the job.")
  private String name = "";

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      List<JobRevision> revisions = iguazu.jobs().revisions(name).toList();
      output.print(revisions, JobText.revisions(revisions, output.times()));
      return ExitCode.OK;
    }
  }
}
