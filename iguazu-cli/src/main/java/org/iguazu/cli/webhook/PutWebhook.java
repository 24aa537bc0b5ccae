package org.iguazu.cli.webhook;

import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.webhook.WebhookRegistration;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code iguazu webhooks put}. */
@Command(
    name = "put",
    header = "Register a webhook and print its secret, this once; or set its address.",
    description = {
      "",
      "  ${ROOT-COMMAND-NAME} webhooks put grades https://grades.example.org/iguazu",
      ""
    })
final class PutWebhook implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "What invocations and schedules call it.")
  private String name = "";

  @Parameters(paramLabel = "URL", description = "Where its news are POSTed.")
  private String url = "";

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      WebhookRegistration registered = iguazu.webhooks().put(name, url);
      if (registered.secret() == null && !output.isJson()) {
        output.say("The webhook " + name + " has another address; its secret is the same.");
      } else {
        output.print(registered, String.valueOf(registered.secret()));
        output.say("Keep it safe: it cannot be shown again.");
      }
      return ExitCode.OK;
    }
  }
}
