package org.iguazu.cli.invocation;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code iguazu wait}. */
@Command(
    name = "wait",
    header = "Wait until an invocation has finished, and print its result.",
    description = "Exit code 1 if it did not succeed, or has not finished in time.")
public final class WaitCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The invocation's id.")
  private InvocationId id = Ids.NONE;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait: 30s, 10m, 1h. Default: as long as it takes.")
  private @Nullable Duration timeout;

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      iguazu.get(id); // whether it is there is told at once
    }
    try (IguazuClient iguazu = server.connectPatiently()) {
      return new Watch(iguazu, output).toTheEnd(id, timeout);
    }
  }
}
