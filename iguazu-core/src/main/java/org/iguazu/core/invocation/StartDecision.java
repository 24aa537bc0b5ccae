package org.iguazu.core.invocation;

import org.iguazu.api.dispatch.StartReply;

/** The start fence's answer to a runner. */
public sealed interface StartDecision {

  /** The runner may enter the job's body. */
  record Granted(StartReply reply) implements StartDecision {}

  /** The runner must not. */
  record Refused(String reason) implements StartDecision {}
}
