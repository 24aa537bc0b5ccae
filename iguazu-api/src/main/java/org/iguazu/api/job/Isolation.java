package org.iguazu.api.job;

/** How far a job's container is kept from everything else. */
public enum Isolation {
  /** Trusted code: an ordinary container with a network. */
  SHARED,
  /**
   * Code from strangers: no network, no privileges, read-only, capped in everything, and only on
   * clusters where no trusted job runs. What a job cannot do without it may be given by {@link
   * Relaxations}.
   */
  HARDENED
}
