package org.iguazu.cli.webhook;

import picocli.CommandLine.Command;

/** {@code iguazu webhooks}. */
@Command(
    name = "webhooks",
    header = "Say who is told when invocations finish.",
    subcommands = {
      PutWebhook.class,
      ListWebhooks.class,
      RotateWebhook.class,
      DeleteWebhook.class,
      ListDeliveries.class,
      Redeliver.class
    })
public final class WebhooksCommand {}
