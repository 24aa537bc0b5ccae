package org.iguazu.cli.job;

import java.util.List;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.job.JobRevision;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.iguazu.cli.terminal.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code iguazu jobs list}. */
@Command(name = "list", header = "List all jobs.")
final class ListJobs implements Callable<Integer> {

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      List<JobRevision> jobs = iguazu.jobs().list().toList();
      output.printList(
          jobs,
          JobText.list(jobs, output.times()),
          "No jobs yet. Register one: %s jobs register FILE".formatted(Program.name()));
      return ExitCode.OK;
    }
  }
}
