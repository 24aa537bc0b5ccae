package org.iguazu.cli.webhook;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.webhook.WebhookRegistration;
import org.iguazu.cli.connection.Server;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code iguazu webhooks rotate}. */
@Command(name = "rotate", header = "Make a new secret and print it, this once.")
final class RotateWebhook implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The webhook's name.")
  private String name = "";

  @Option(
      names = "--overlap",
      paramLabel = "TIME",
      description =
          "How long the old secret signs as well; 0s if it has leaked. Default: ${DEFAULT-VALUE}.",
      defaultValue = "24h")
  private Duration overlap = Duration.ofHours(24);

  @Mixin private final Server server = new Server();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (IguazuClient iguazu = server.connect()) {
      WebhookRegistration rotated = iguazu.webhooks().rotate(name, overlap);
      output.print(rotated, String.valueOf(rotated.secret()));
      output.say("Keep it safe: it cannot be shown again.");
      return ExitCode.OK;
    }
  }
}
