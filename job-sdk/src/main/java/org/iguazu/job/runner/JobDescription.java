package org.iguazu.job.runner;

import java.util.Optional;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.dispatch.MisconfiguredException;
import org.iguazu.job.runner.JobFactory.Built;
import tools.jackson.databind.node.ObjectNode;

/** A job's definition as its class says it: what a build registers, once it knows the image. */
public final class JobDescription {

  private static final String NO_IMAGE_YET = "the build fills it in";

  private JobDescription() {}

  /**
   * The definition without its image. The job is constructed for it, so that its constructor should
   * do no more than take its collaborators.
   *
   * @throws MisconfiguredException if it cannot be constructed
   */
  public static ObjectNode of(Class<? extends AbstractJob<?, ?>> job) {
    try (Built built = JobFactory.AS_BOUND.build(job)) {
      JobDefinition definition = definition(built.job(), JobTypes.of(job));
      ObjectNode json = IguazuJson.tolerant().valueToTree(definition);
      json.remove("image");
      return json;
    } catch (Exception e) {
      throw new MisconfiguredException("cannot describe %s: %s".formatted(job.getName(), e));
    }
  }

  private static JobDefinition definition(AbstractJob<?, ?> job, JobTypes types) {
    JobDefinition.Builder definition =
        JobDefinition.named(job.name())
            .image(NO_IMAGE_YET)
            .cpu(job.reservedCpu())
            .memory(job.reservedMemory())
            .timeout(job.timeout())
            .startWithin(job.startWithin())
            .stopTimeout(job.stopTimeout())
            .delivery(job.delivery())
            .parameterSchema(ParameterSchema.of(types.parameters()));
    Optional.ofNullable(job.retry()).ifPresent(definition::retry);
    Optional.ofNullable(job.maxConcurrent()).ifPresent(definition::maxConcurrent);
    Optional.ofNullable(job.concurrencyKey()).ifPresent(definition::concurrencyKey);
    return definition.build();
  }
}
