package org.iguazu.loopback.engine.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that are left out, and say so, where there is no Docker daemon or no test image. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDocker.Condition.class)
public @interface NeedsDocker {

  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (!DockerSocket.answers(DockerOptions.defaults().socket())) {
        return leftOut(context, "no Docker daemon");
      }
      if (!TestImage.has(TestImage.NAME)) {
        return leftOut(context, "no test image; docker/test/build-test-image makes it");
      }
      return ConditionEvaluationResult.enabled("there is a Docker daemon");
    }

    private static ConditionEvaluationResult leftOut(ExtensionContext context, String why) {
      if (context.getTestMethod().isEmpty()) {
        System.err.printf("left out: %s: %s%n", context.getDisplayName(), why);
      }
      return ConditionEvaluationResult.disabled(why);
    }
  }
}
