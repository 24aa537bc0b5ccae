package org.iguazu.cli.webhook;

import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code iguazu webhooks delete}. */
@Command(name = "delete", header = "Delete a webhook; what was to be sent to it is given up.")
final class DeleteWebhook implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The webhook's name.")
  private String name = "";

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      iguazu.webhooks().delete(name);
      output.say("The webhook " + name + " is deleted.");
      return ExitCode.OK;
    }
  }
}
