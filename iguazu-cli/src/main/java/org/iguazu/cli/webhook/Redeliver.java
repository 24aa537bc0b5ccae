package org.iguazu.cli.webhook;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.delivery.WebhookDelivery;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code iguazu webhooks redeliver}. */
@Command(name = "redeliver", header = "Tell an invocation's webhook of its end once more.")
final class Redeliver implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The invocation's id.")
  private InvocationId id = new InvocationId(new UUID(0, 0));

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      List<WebhookDelivery> again =
          iguazu
              .webhooks()
              .deliveries(id)
              .map(delivery -> iguazu.webhooks().redeliver(id, delivery.id()))
              .toList();
      if (output.isJson()) {
        output.printJson(again);
      }
      output.say(
          again.isEmpty() ? "Nobody is to be told." : "It is sent with the same webhook-id.");
      return again.isEmpty() ? ExitCode.PROBLEM : ExitCode.OK;
    }
  }
}
