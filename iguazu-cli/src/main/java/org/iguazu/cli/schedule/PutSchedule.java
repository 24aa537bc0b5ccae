package org.iguazu.cli.schedule;

import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.option.DefinitionFile;
import org.iguazu.cli.option.ParameterOptions;
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

/** {@code iguazu schedules put}. */
@Command(
    name = "put",
    header = "Create a schedule, or replace it: from a file, or from options.",
    description = {
      "",
      "  ${ROOT-COMMAND-NAME} schedules put --name nightly --job export-quiz-grades \\",
      "      --cron '30 2 * * *' --zone Europe/Berlin -p quiz=week-3",
      ""
    })
final class PutSchedule implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      converter = DefinitionFile.class,
      description = "The schedule's definition as JSON; - is standard input.")
  private @Nullable DefinitionFile file;

  @Option(names = "--name", paramLabel = "NAME", description = "The schedule's name.")
  private @Nullable String name;

  @Option(names = "--job", paramLabel = "JOB", description = "The job it runs.")
  private @Nullable String job;

  @Mixin private final ScheduleOptions options = new ScheduleOptions();
  @Mixin private final ParameterOptions parameters = new ParameterOptions();
  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    ScheduleDefinition definition = definition();
    try (IguazuClient iguazu = server.connect()) {
      Schedule schedule = iguazu.schedules().put(definition);
      output.print(schedule, ScheduleText.facts(schedule, output.times()));
      return ExitCode.OK;
    }
  }

  private ScheduleDefinition definition() {
    boolean byOptions = name != null || job != null || options.hasCron();
    if (file != null && !byOptions) {
      return file.as(ScheduleDefinition.class);
    }
    if (file == null && name != null && job != null && options.hasCron()) {
      return options.of(name, job).parameters(parameters.json()).build();
    }
    throw new ParameterException(
        commandLine(), "give either a FILE, or all of --name, --job and --cron");
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not filled this command in");
    }
    return spec.commandLine();
  }
}
