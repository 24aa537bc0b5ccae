package org.iguazu.job.test;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.iguazu.job.AbstractJob;

/** Greets; and waits for something that never comes, if asked to. */
@Singleton
class GreetingJob extends AbstractJob<GreetingJob.Parameters, GreetingJob.Result> {

  private final Greeter greeter;

  @Inject
  GreetingJob(Greeter greeter) {
    this.greeter = greeter;
  }

  record Parameters(String name, boolean patient) {}

  record Result(String greeting) {}

  @Override
  public Result run(Parameters parameters) throws Exception {
    logger.info("greeting {}", parameters.name());
    if (parameters.patient()) {
      context().onCancel(() -> logger.info("the callback is called"));
      logger.info("waiting");
      if (new CountDownLatch(1).await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("what never comes has come");
      }
    }
    for (int i = 1; i <= 1_000; i++) {
      context().progress(i / 1_000.0, "step " + i);
    }
    return new Result(greeter.greet(parameters.name()));
  }
}
