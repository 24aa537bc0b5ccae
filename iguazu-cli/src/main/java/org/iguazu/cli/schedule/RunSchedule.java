package org.iguazu.cli.schedule;

import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code iguazu schedules run}. */
@Command(name = "run", header = "Run a schedule's job now, beside its times.")
final class RunSchedule implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The schedule's name.")
  private String name = "";

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      Invocation invocation = iguazu.schedules().runNow(name);
      output.print(invocation, invocation.id());
      return ExitCode.OK;
    }
  }
}
