package org.iguazu.cli.invocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.cli.terminal.Table;
import org.iguazu.cli.terminal.Times;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An invocation in words. */
final class InvocationText {

  private InvocationText() {}

  /** Where it stands or how it ended, in a word or two: {@code running 40 %}, {@code timed out}. */
  static String standing(Invocation invocation) {
    Outcome outcome = invocation.outcome();
    if (outcome != null) {
      return words(outcome.kind());
    }
    boolean cancelling = invocation.cancelRequestedAt() != null;
    String status = words(invocation.status()) + (cancelling ? ", cancelling" : "");
    return invocation.progress() == null || invocation.status() != InvocationStatus.RUNNING
        ? status
        : "%s %.0f %%".formatted(status, 100 * invocation.progress().fraction());
  }

  /** What more there is to say in a list: why it waits, what it does, why it ended. */
  static String remark(Invocation invocation) {
    Outcome outcome = invocation.outcome();
    if (outcome != null) {
      return outcome.kind() == OutcomeKind.SUCCEEDED ? "" : outcome.reason();
    }
    if (invocation.waiting() != null) {
      return invocation.waiting();
    }
    return invocation.progress() == null ? "" : invocation.progress().message();
  }

  /** How long its job has run; "" if it has not begun. */
  static String took(Invocation invocation, Times times) {
    Instant started = invocation.startedAt();
    if (started == null) {
      return "";
    }
    Instant until = invocation.finishedAt() == null ? times.now() : invocation.finishedAt();
    return Times.duration(Duration.between(started, until));
  }

  static boolean succeeded(Invocation invocation) {
    return invocation.outcome() != null && invocation.outcome().kind() == OutcomeKind.SUCCEEDED;
  }

  static boolean isFinished(Invocation invocation) {
    return invocation.status() == InvocationStatus.FINISHED;
  }

  /** Everything about it. */
  static Table facts(Invocation invocation, Times times) {
    boolean finished = isFinished(invocation);
    return Table.ofFacts()
        .row("invocation", invocation.id().toString())
        .row("job", "%s, revision %d".formatted(invocation.job(), invocation.revision()))
        .row("status", standing(invocation))
        .fact("reason", invocation.outcome() == null ? "" : invocation.outcome().reason())
        .fact("exit code", exitCode(invocation.outcome()))
        .fact("waiting for", textOf(invocation.waiting()))
        .fact("progress", invocation.progress() == null ? "" : invocation.progress().message())
        .fact("accepted", times.full(invocation.createdAt()) + " by " + invocation.createdBy())
        .fact("schedule", textOf(invocation.schedule()))
        .fact("webhook", invocation.webhook() == null ? "" : invocation.webhook().value())
        .fact("unique key", textOf(invocation.uniqueKey()))
        .fact("concurrency key", textOf(invocation.concurrencyKey()))
        .fact("due", times.full(invocation.dueAt()))
        .fact(
            "start by",
            finished || invocation.startedAt() != null ? "" : times.full(invocation.startBy()))
        .fact("started", times.full(invocation.startedAt()))
        .fact("deadline", finished ? "" : times.full(invocation.deadline()))
        .fact("cancel asked", times.full(invocation.cancelRequestedAt()))
        .fact("finished", times.full(invocation.finishedAt()))
        .fact("took", took(invocation, times))
        .fact("priority", invocation.priority() == 0 ? "" : "" + invocation.priority())
        .fact("labels", labels(invocation.labels()))
        .fact("dispatch", invocation.dispatch() > 1 ? "" + invocation.dispatch() : "")
        .fact("task", textOf(invocation.task()))
        .fact("parameters", json(invocation.parameters()))
        .fact("result", json(invocation.result()));
  }

  /** Labels as they are written on the command line. */
  static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(" "));
  }

  static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String exitCode(@Nullable Outcome outcome) {
    return outcome == null || outcome.exitCode() == null ? "" : outcome.exitCode().toString();
  }

  private static String json(@Nullable JsonNode value) {
    return value == null ? "" : IguazuJson.tolerant().writeValueAsString(value);
  }

  private static String textOf(@Nullable String text) {
    return text == null ? "" : text;
  }
}
