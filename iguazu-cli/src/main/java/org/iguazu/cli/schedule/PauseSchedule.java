package org.iguazu.cli.schedule;

import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code iguazu schedules pause}. */
@Command(name = "pause", header = "Let a schedule fire no more until it is resumed.")
final class PauseSchedule implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The schedule's name.")
  private String name = "";

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      Schedule schedule = iguazu.schedules().pause(name);
      output.print(schedule, name + " is paused.");
      return ExitCode.OK;
    }
  }
}
