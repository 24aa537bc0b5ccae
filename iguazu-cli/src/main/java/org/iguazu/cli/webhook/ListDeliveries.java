package org.iguazu.cli.webhook;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.delivery.DeliveryAttempt;
import org.iguazu.api.delivery.WebhookDelivery;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.iguazu.cli.terminal.Table;
import org.iguazu.cli.terminal.Times;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code iguazu webhooks deliveries}. */
@Command(name = "deliveries", header = "Show what a webhook was told of an invocation's end.")
final class ListDeliveries implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The invocation's id.")
  private InvocationId id = new InvocationId(new UUID(0, 0));

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      List<WebhookDelivery> deliveries = iguazu.webhooks().deliveries(id).toList();
      output.printList(deliveries, table(deliveries, output.times()), "Nobody is to be told.");
      return ExitCode.OK;
    }
  }

  private static Table table(List<WebhookDelivery> deliveries, Times times) {
    Table table = Table.of("WEBHOOK", "STATE", "TRIES", "LAST ANSWER", "NEXT TRY", "REMARK");
    deliveries.forEach(delivery ->
        table.row(
            delivery.webhook().value(),
            delivery.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            Integer.toString(delivery.attempts().size()),
            lastAnswer(delivery.attempts()),
            times.full(delivery.nextAttemptAt()),
            delivery.reason() == null ? "" : delivery.reason()));
    return table;
  }

  private static String lastAnswer(List<DeliveryAttempt> attempts) {
    if (attempts.isEmpty()) {
      return "";
    }
    DeliveryAttempt last = attempts.get(attempts.size() - 1);
    return last.status() == null ? textOf(last.error()) : last.status().toString();
  }

  private static String textOf(@Nullable String text) {
    return text == null ? "" : text;
  }
}
