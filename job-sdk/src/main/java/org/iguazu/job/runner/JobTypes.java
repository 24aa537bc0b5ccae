package org.iguazu.job.runner;

import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.Success;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.dispatch.MisconfiguredException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A job's parameters and result between JSON and its own types. */
final class JobTypes {

  /** What a result may have, in bytes of JSON. */
  private static final JsonMapper JSON =
      IguazuJson.strict().rebuild().annotationIntrospector(new RequiredComponents()).build();

  private final JavaType parameters;

  private JobTypes(JavaType parameters) {
    this.parameters = parameters;
  }

  static JobTypes of(Class<? extends AbstractJob<?, ?>> job) {
    JavaType type = JSON.getTypeFactory().constructType(job);
    JavaType[] arguments = JSON.getTypeFactory().findTypeParameters(type, AbstractJob.class);
    if (arguments == null || arguments.length != 2) {
      throw new MisconfiguredException(
          job.getName() + " must say its types: extends AbstractJob<Parameters, Result>");
    }
    return new JobTypes(arguments[0]);
  }

  /** The type of its parameters. */
  JavaType parameters() {
    return parameters;
  }

  /**
   * What the caller gave, as the job wants it.
   *
   * @throws UnfitException if it does not fit, naming the place by a JSON pointer
   */
  @Nullable Object read(@Nullable JsonNode given) throws UnfitException {
    if (parameters.hasRawClass(Void.class)) {
      return nothing(given);
    }
    if (given == null || given.isNull()) {
      throw unfit("", "they are missing");
    }
    try {
      return JSON.readerFor(parameters).readValue(given);
    } catch (JacksonException e) {
      throw unfit(pointer(e), reason(e));
    }
  }

  private static @Nullable Object nothing(@Nullable JsonNode given) throws UnfitException {
    if (given == null || given.isNull() || (given.isObject() && given.isEmpty())) {
      return null;
    }
    throw unfit("", "the job takes none");
  }

  private static UnfitException unfit(String pointer, String reason) {
    return new UnfitException(
        "InvalidParameters",
        "the parameters do not fit the job: '%s' %s".formatted(pointer, reason));
  }

  private static String pointer(JacksonException e) {
    var pointer = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      String name =
          step.getPropertyName() == null
              ? Integer.toString(step.getIndex())
              : step.getPropertyName().replace("~", "~0").replace("/", "~1");
      pointer.append('/').append(name);
    }
    return pointer.toString();
  }

  /** The reason given by the record's own constructor, if it was that which refused. */
  private static String reason(JacksonException e) {
    return (e.getCause() instanceof IllegalArgumentException refusal
            && refusal.getMessage() != null)
        ? refusal.getMessage()
        : e.getOriginalMessage().lines().findFirst().orElse("does not fit");
  }

  /**
   * The job's result as JSON.
   *
   * @throws UnfitException if it cannot be written as JSON, or is too large
   */
  static @Nullable JsonNode write(@Nullable Object result) throws UnfitException {
    if (result == null) {
      return null;
    }
    try {
      byte[] json = JSON.writeValueAsBytes(result);
      if (json.length > Success.LARGEST_RESULT) {
        throw new UnfitException(
            "ResultTooLarge",
            "the job returned a result of %,d bytes of JSON, but at most %,d are kept; write it to"
                    .formatted(json.length, Success.LARGEST_RESULT)
                + " a file or a store and return where it is");
      }
      return JSON.readTree(json);
    } catch (JacksonException e) {
      throw new UnfitException(
          "UnserialisableResult",
          "the job returned a %s, which cannot be written as JSON: '%s' %s"
              .formatted(result.getClass().getName(), pointer(e), e.getOriginalMessage()));
    }
  }

  /** Parameters or a result that do not fit. */
  static final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    UnfitException(String error, String message) {
      super(message);
      this.failure = Failures.of(error, message);
    }

    Failure failure() {
      return failure;
    }
  }
}
