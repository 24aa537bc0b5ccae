package org.iguazu.core.invocation;

/** Why a dispatch that may be running is to be stopped. */
public enum StopCause {
  /** Somebody asked. */
  CANCEL,
  /** It took longer than the job's timeout. */
  TIMEOUT
}
