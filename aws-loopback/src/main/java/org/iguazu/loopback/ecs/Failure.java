package org.iguazu.loopback.ecs;

import org.jspecify.annotations.Nullable;

/** Why something asked for was not done, in an answer that is a success otherwise. */
record Failure(@Nullable String arn, @Nullable String reason, @Nullable String detail) {

  static Failure missing(String arn) {
    return new Failure(arn, "MISSING", null);
  }
}
