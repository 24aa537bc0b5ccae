package org.iguazu.cli.dev;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.iguazu.cli.connection.DevFiles;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.loopback.engine.choice.EngineKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code iguazu dev}. */
@Command(
    name = "dev",
    header = "Run a whole Iguazú on this machine, without AWS.",
    description = {
      "Starts PostgreSQL, the AWS loopback and the server, registers the example jobs, and tells"
          + " what to try. Everything listens on 127.0.0.1 only. The data stays in .iguazu"
          + " until --fresh.",
      ""
    })
public final class DevCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where the API shall be. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      converter = Engine.class,
      description = {
        "What runs the jobs. process: child processes, for trusted jobs that are jars."
            + " docker: containers. auto: images as containers and jars as child processes,"
            + " if a Docker daemon answers. Default: auto."
      })
  private EngineKind engine = EngineKind.AUTO;

  @Option(names = "--fresh", description = "Wipe all data first, after saying what is wiped.")
  private boolean fresh;

  @Option(names = "--verbose", description = "Show the server's log while it runs.")
  private boolean verbose;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    new DevServer(options(), this::print).run();
    return ExitCode.OK;
  }

  private DevOptions options() {
    return new DevOptions(
        DevFiles.here().directory(),
        Path.of(System.getProperty("iguazu.root", ".")).toAbsolutePath().normalize(),
        port,
        engine,
        fresh,
        verbose);
  }

  static final class Engine implements ITypeConverter<EngineKind> {

    @Override
    public EngineKind convert(String word) {
      return EngineKind.of(word)
          .orElseThrow(
              () -> new TypeConversionException("is process, docker or auto, not '" + word + "'"));
    }
  }

  private synchronized void print(String line) {
    if (spec != null) {
      spec.commandLine().getOut().println(line);
      spec.commandLine().getOut().flush();
    }
  }
}
