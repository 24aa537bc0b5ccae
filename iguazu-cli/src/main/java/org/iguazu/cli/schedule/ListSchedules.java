package org.iguazu.cli.schedule;

import java.util.List;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.iguazu.cli.terminal.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code iguazu schedules list}. */
@Command(name = "list", header = "List all schedules.")
final class ListSchedules implements Callable<Integer> {

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      List<Schedule> schedules = iguazu.schedules().list().toList();
      output.printList(
          schedules,
          ScheduleText.list(schedules, output.times()),
          "No schedules yet. Make one: %s schedules put --help".formatted(Program.name()));
      return ExitCode.OK;
    }
  }
}
