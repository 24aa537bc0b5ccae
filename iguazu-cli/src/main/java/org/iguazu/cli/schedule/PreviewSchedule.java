package org.iguazu.cli.schedule;

import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.schedule.SchedulePreview;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code iguazu schedules preview}. */
@Command(
    name = "preview",
    header = "Show when a schedule will fire: one that exists, or one that might.",
    description = {
      "",
      "  ${ROOT-COMMAND-NAME} schedules preview nightly",
      "  ${ROOT-COMMAND-NAME} schedules preview --cron '30 2 * * *' --zone Europe/Berlin",
      ""
    })
final class PreviewSchedule implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The name of a schedule.")
  private @Nullable String name;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "How many times. Default: ${DEFAULT-VALUE}.")
  private int count = 10;

  @Mixin private final ScheduleOptions options = new ScheduleOptions();
  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if ((name == null) != options.hasCron()) {
      throw new ParameterException(
          commandLine(),
          "give either the NAME of a schedule, or --cron for one that is not stored");
    }
    try (IguazuClient iguazu = server.connect()) {
      SchedulePreview preview =
          name == null
              ? iguazu.schedules().preview(options.of("preview", "preview").build(), count)
              : iguazu.schedules().preview(name, count);
      output.print(preview, ScheduleText.preview(preview, output.times()));
      return ExitCode.OK;
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not filled this command in");
    }
    return spec.commandLine();
  }
}
