package org.iguazu.cli.webhook;

import java.util.List;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.webhook.Webhook;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.iguazu.cli.terminal.Table;
import org.iguazu.cli.terminal.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code iguazu webhooks list}. */
@Command(name = "list", header = "List all webhooks, without their secrets.")
final class ListWebhooks implements Callable<Integer> {

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      List<Webhook> webhooks = iguazu.webhooks().list().toList();
      output.printList(webhooks, table(webhooks, output.times()), "No webhooks.");
      return ExitCode.OK;
    }
  }

  private static Table table(List<Webhook> webhooks, Times times) {
    Table table = Table.of("NAME", "URL", "OWNER", "CREATED", "OLD SECRET UNTIL", "DISABLED");
    webhooks.forEach(webhook ->
        table.row(
            webhook.name().value(),
            webhook.url(),
            webhook.owner(),
            times.full(webhook.createdAt()),
            times.full(webhook.oldSecretUntil()),
            times.full(webhook.disabledAt())));
    return table;
  }
}
