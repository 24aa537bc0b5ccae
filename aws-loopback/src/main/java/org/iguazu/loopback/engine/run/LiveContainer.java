package org.iguazu.loopback.engine.run;

/** A container that was started; may have ended by now, then nothing here does anything. */
public interface LiveContainer {

  /** What the engine calls it. */
  String runtimeId();

  /** SIGTERM. */
  void terminate();

  /** SIGKILL, to all of it. */
  void kill();
}
