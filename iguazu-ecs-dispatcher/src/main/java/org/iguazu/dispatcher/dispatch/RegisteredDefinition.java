package org.iguazu.dispatcher.dispatch;

/** A job's task definition at ECS, or why there is none. */
sealed interface RegisteredDefinition {

  /** ECS knows it under this ARN. */
  record Ready(String arn) implements RegisteredDefinition {}

  /** ECS does not have it yet. */
  record Missing(Refusal refusal) implements RegisteredDefinition {}
}
