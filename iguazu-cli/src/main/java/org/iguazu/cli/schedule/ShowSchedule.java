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

/** {@code iguazu schedules show}. */
@Command(name = "show", header = "Show one schedule.")
final class ShowSchedule implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The schedule's name.")
  private String name = "";

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      Schedule schedule = iguazu.schedules().get(name);
      output.print(schedule, ScheduleText.facts(schedule, output.times()));
      return ExitCode.OK;
    }
  }
}
