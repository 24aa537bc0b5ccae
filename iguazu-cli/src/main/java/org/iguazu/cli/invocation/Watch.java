package org.iguazu.cli.invocation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Output;
import org.iguazu.cli.terminal.Program;
import org.iguazu.cli.terminal.Times;
import org.jspecify.annotations.Nullable;

/** Watches one invocation until it has finished, and tells of each change. */
final class Watch {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final IguazuClient iguazu;
  private final Output output;
  private @Nullable String told;

  Watch(IguazuClient iguazu, Output output) {
    this.iguazu = iguazu;
    this.output = output;
  }

  /** Waits for the end, prints what became of it and returns the exit code that says so. */
  int toTheEnd(InvocationId id, @Nullable Duration atMost) {
    Instant giveUp = atMost == null ? Instant.MAX : InstantSource.system().instant().plus(atMost);
    while (true) {
      Duration left = Duration.between(InstantSource.system().instant(), giveUp);
      Invocation invocation = iguazu.await(id, left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY);
      if (InvocationText.isFinished(invocation)) {
        return ended(invocation);
      }
      tell(invocation);
      if (!left.isPositive()) {
        return notYet(invocation, Objects.requireNonNullElse(atMost, Duration.ZERO));
      }
    }
  }

  /** Prints each line of the log as it is written, then what became of the invocation. */
  int log(InvocationId id, Function<LogLine, String> text) {
    iguazu.followLog(id, line -> output.print(text.apply(line)));
    Invocation invocation = iguazu.await(id, Duration.ofSeconds(30));
    output.say(summary(invocation));
    return InvocationText.succeeded(invocation) ? ExitCode.OK : ExitCode.PROBLEM;
  }

  private int ended(Invocation invocation) {
    output.say(summary(invocation));
    if (output.isJson()) {
      output.printJson(invocation);
    } else if (invocation.result() != null) {
      output.printJson(invocation.result());
    }
    return InvocationText.succeeded(invocation) ? ExitCode.OK : ExitCode.PROBLEM;
  }

  private int notYet(Invocation invocation, Duration waited) {
    output.say(
        "Not finished after %s: it is %s. Look again: %s wait %s"
            .formatted(
                Times.duration(waited),
                InvocationText.standing(invocation),
                Program.name(),
                invocation.id()));
    if (output.isJson()) {
      output.printJson(invocation);
    }
    return ExitCode.PROBLEM;
  }

  private void tell(Invocation invocation) {
    String remark = InvocationText.remark(invocation);
    String now = InvocationText.standing(invocation) + (remark.isEmpty() ? "" : ": " + remark);
    if (!now.equals(told)) {
      output.say("%s  %s".formatted(output.times().precise(output.times().now()), now));
      told = now;
    }
  }

  private String summary(Invocation invocation) {
    String took = InvocationText.took(invocation, output.times());
    String remark = InvocationText.remark(invocation);
    return "%s %s%s%s"
        .formatted(
            invocation.job(),
            InvocationText.standing(invocation),
            took.isEmpty() ? "" : " after " + took,
            remark.isEmpty() ? "" : ": " + remark);
  }
}
