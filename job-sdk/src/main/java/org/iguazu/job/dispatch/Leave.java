package org.iguazu.job.dispatch;

import org.iguazu.api.dispatch.StartReply;

/** What came of asking for leave to start. */
public sealed interface Leave {

  /** The job may run, and nobody else may. */
  record Granted(StartReply reply) implements Leave {}

  /** The job must not run. */
  record Refused(String why) implements Leave {}

  /** Nobody knows: so the job must not run either. */
  record Unanswered(String why) implements Leave {}
}
