package org.iguazu.cli.invocation;

import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code iguazu cancel}. */
@Command(
    name = "cancel",
    header = "Cancel an invocation: one that has not started never will, a running one is stopped.")
public final class CancelCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The invocation's id.")
  private InvocationId id = Ids.NONE;

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      Invocation invocation = iguazu.cancel(id);
      output.print(invocation, "Cancel requested: it is " + InvocationText.standing(invocation));
      return ExitCode.OK;
    }
  }
}
