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

/** {@code iguazu schedules resume}. */
@Command(name = "resume", header = "Let a paused schedule fire again.")
final class ResumeSchedule implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The schedule's name.")
  private String name = "";

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      Schedule schedule = iguazu.schedules().resume(name);
      output.print(
          schedule,
          "%s fires again, next %s.".formatted(name, output.times().full(schedule.nextFireAt())));
      return ExitCode.OK;
    }
  }
}
