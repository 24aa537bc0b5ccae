package org.iguazu.cli.invocation;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code iguazu log}. */
@Command(name = "log", header = "Print what an invocation's container has written.")
public final class LogCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The invocation's id.")
  private InvocationId id = Ids.NONE;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the invocation has finished; exit code 1 unless it succeeded.")
  private boolean follow;

  @Option(
      names = {"-t", "--times"},
      description = "Put the time before each line.")
  private boolean times;

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      if (!follow) {
        print(iguazu.log(id));
        return ExitCode.OK;
      }
      iguazu.get(id); // whether it is there is told at once
    }
    try (IguazuClient iguazu = server.connectPatiently()) {
      return new Watch(iguazu, output).log(id, this::text);
    }
  }

  private void print(Stream<LogLine> lines) {
    if (output.isJson()) {
      output.printJson(lines.toList());
    } else {
      lines.map(this::text).forEach(output::print);
    }
  }

  private String text(LogLine line) {
    return times ? output.times().precise(line.at()) + "  " + line.text() : line.text();
  }
}
