package org.iguazu.cli.schedule;

import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code iguazu schedules delete}. */
@Command(name = "delete", header = "Delete a schedule; its invocations stay.")
final class DeleteSchedule implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The schedule's name.")
  private String name = "";

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      iguazu.schedules().delete(name);
      output.say(name + " is deleted.");
      return ExitCode.OK;
    }
  }
}
