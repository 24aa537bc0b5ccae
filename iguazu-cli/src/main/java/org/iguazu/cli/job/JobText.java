package org.iguazu.cli.job;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iguazu.api.job.ConcurrencyKey;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobRevision;
import org.iguazu.api.job.Retry;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.cli.terminal.Table;
import org.iguazu.cli.terminal.Times;
import org.jspecify.annotations.Nullable;

/** A job in words. */
final class JobText {

  private JobText() {}

  static Table list(List<JobRevision> jobs, Times times) {
    Table table = Table.of("JOB", "REVISION", "CPU", "MEMORY", "DELIVERY", "CLUSTER", "REGISTERED");
    jobs.forEach(job ->
        table.row(
            job.definition().name().value(),
            Integer.toString(job.revision()),
            cpu(job.definition()),
            job.definition().memory() + " MiB",
            words(job.definition().delivery()),
            job.definition().cluster(),
            times.full(job.registeredAt())));
    return table;
  }

  static Table revisions(List<JobRevision> revisions, Times times) {
    Table table = Table.of("REVISION", "", "REGISTERED", "BY", "IMAGE");
    revisions.forEach(revision ->
        table.row(
            Integer.toString(revision.revision()),
            revision.current() ? "current" : "",
            times.full(revision.registeredAt()),
            revision.registeredBy(),
            revision.definition().image()));
    return table;
  }

  static Table facts(JobRevision job, Times times) {
    JobDefinition definition = job.definition();
    return Table.ofFacts()
        .row("job", definition.name().value())
        .row("revision", job.revision() + (job.current() ? " (current)" : ""))
        .row("registered", times.full(job.registeredAt()) + " by " + job.registeredBy())
        .row("image", definition.image())
        .fact("command", String.join(" ", definition.command()))
        .fact("environment", pairs(definition.environment()))
        .row("cpu", cpu(definition))
        .row("memory", definition.memory() + " MiB")
        .row("timeout", Times.duration(definition.timeout()))
        .row("start within", Times.duration(definition.startWithin()))
        .row("stop timeout", Times.duration(definition.stopTimeout()))
        .row("delivery", words(definition.delivery()))
        .fact("retry", retry(definition.retry()))
        .fact("at once", atOnce(definition))
        .row("cluster", definition.cluster())
        .row("isolation", words(definition.isolation()))
        .fact("relaxations", json(definition.relaxations()))
        .fact("inputs", definition.inputs().isEmpty() ? "" : json(definition.inputs()))
        .fact("outputs", json(definition.outputs()))
        .fact("owner", definition.owner())
        .fact("labels", pairs(definition.labels()))
        .fact("parameters", json(definition.parameterSchema()));
  }

  private static String json(@Nullable Object value) {
    return value == null ? "" : IguazuJson.tolerant().writeValueAsString(value);
  }

  private static String retry(@Nullable Retry retry) {
    return retry == null
        ? ""
        : "up to %d dispatches, %s apart, each delay times %s up to %s; after: %s"
            .formatted(
                retry.maxDispatches(),
                Times.duration(retry.firstDelay()),
                new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                    .format(retry.factor()),
                Times.duration(retry.longestDelay()),
                retry.on().stream().map(JobText::words).collect(Collectors.joining(", ")));
  }

  private static String atOnce(JobDefinition definition) {
    Integer max = definition.maxConcurrent();
    ConcurrencyKey key = definition.concurrencyKey();
    return Stream.of(
            max == null ? "" : "up to %d".formatted(max),
            key == null
                ? ""
                : "up to %d with the same %s"
                    .formatted(key.max(), key.pointer() == null ? "key" : key.pointer()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String cpu(JobDefinition definition) {
    return "%.3g cores".formatted(definition.cpu() / 1024.0);
  }

  private static String pairs(Map<String, String> pairs) {
    return new TreeMap<>(pairs)
        .entrySet().stream()
            .map(pair -> pair.getKey() + "=" + pair.getValue())
            .collect(Collectors.joining(" "));
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
