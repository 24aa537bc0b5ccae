package org.iguazu.cli;

import org.iguazu.cli.dev.DevCommand;
import org.iguazu.cli.dev.PrepareCommand;
import org.iguazu.cli.invocation.CancelCommand;
import org.iguazu.cli.invocation.EventsCommand;
import org.iguazu.cli.invocation.FilesCommand;
import org.iguazu.cli.invocation.GetCommand;
import org.iguazu.cli.invocation.InvokeCommand;
import org.iguazu.cli.invocation.ListCommand;
import org.iguazu.cli.invocation.LogCommand;
import org.iguazu.cli.invocation.WaitCommand;
import org.iguazu.cli.job.JobsCommand;
import org.iguazu.cli.key.KeysCommand;
import org.iguazu.cli.schedule.SchedulesCommand;
import org.iguazu.cli.upload.UploadCommand;
import org.iguazu.cli.webhook.WebhooksCommand;
import picocli.CommandLine.Command;

/** {@code iguazu}: what there is. */
@Command(
    name = "iguazu",
    header =
        "Iguazú runs jobs in containers: each invocation at most once, within a bounded delay.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "'${ROOT-COMMAND-NAME} COMMAND --help' tells more about a command.",
      "",
      "Exit codes:",
      "  0  done; where it waits: the job succeeded",
      "  1  Iguazú refused, or the job did not succeed",
      "  2  the command line makes no sense",
      "  3  no Iguazú answers"
    },
    subcommands = {
      DevCommand.class,
      PrepareCommand.class,
      InvokeCommand.class,
      GetCommand.class,
      ListCommand.class,
      WaitCommand.class,
      LogCommand.class,
      EventsCommand.class,
      FilesCommand.class,
      CancelCommand.class,
      UploadCommand.class,
      JobsCommand.class,
      SchedulesCommand.class,
      WebhooksCommand.class,
      KeysCommand.class,
      VersionCommand.class
    })
final class Iguazu {}
