package org.iguazu.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobName;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.cli.option.DurationConverter;
import org.iguazu.cli.option.InstantConverter;
import org.iguazu.cli.terminal.Program;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Where the {@code iguazu} command begins. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    int exitCode = commandLine(writer(System.out), writer(System.err)).execute(arguments);
    System.exit(exitCode);
  }

  /** The whole command, printing to the given writers. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    var commandLine =
        new CommandLine(new Iguazu())
            .setCommandName(Program.name())
            .setOut(out)
            .setErr(err)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExpandAtFiles(false) // @FILE is for parameters
            .registerConverter(Duration.class, new DurationConverter())
            .registerConverter(Instant.class, new InstantConverter())
            .registerConverter(InvocationId.class, text -> checked(() -> InvocationId.parse(text)))
            .registerConverter(JobName.class, text -> checked(() -> new JobName(text)))
            .registerConverter(WebhookName.class, text -> checked(() -> new WebhookName(text)))
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler(Failures::ofUsage)
            .setExecutionExceptionHandler(Failures::ofExecution);
    addHelp(commandLine);
    return commandLine;
  }

  private static void addHelp(CommandLine command) {
    command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
    command.getSubcommands().values().forEach(Main::addHelp);
  }

  private static <T> T checked(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()).strip());
    }
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
