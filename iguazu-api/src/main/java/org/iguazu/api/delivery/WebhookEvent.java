package org.iguazu.api.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.job.JobName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a webhook is told: the body of the POST. Fields may be added; none is renamed.
 *
 * @param type {@code invocation.} and the outcome: {@code invocation.succeeded}, {@code
 *     invocation.timed_out} …
 * @param timestamp when the invocation finished
 * @param data what is told of it
 */
public record WebhookEvent(String type, Instant timestamp, Data data) {

  /**
   * What is told of an invocation that has finished.
   *
   * @param invocationId its id
   * @param job the job it ran
   * @param outcome how it ended
   * @param reason why, in one sentence
   * @param exitCode what its container exited with, where it is known
   * @param labels its labels
   * @param startedAt when the job's body was entered; absent if it never was
   * @param finishedAt when it ended
   * @param result what the job returned, if that is at most 16 KiB of JSON
   * @param resultOmitted whether there is a result that is too large: look it up by the id
   */
  public record Data(
      InvocationId invocationId,
      JobName job,
      OutcomeKind outcome,
      String reason,
      @Nullable Integer exitCode,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
          Map<String, String> labels,
      @Nullable Instant startedAt,
      Instant finishedAt,
      @Nullable JsonNode result,
      boolean resultOmitted) {

    public Data {
      labels = Map.copyOf(labels);
    }
  }

  /** The type of the news that an invocation has ended so. */
  public static String typeOf(OutcomeKind outcome) {
    return "invocation." + outcome.name().toLowerCase(Locale.ROOT);
  }
}
