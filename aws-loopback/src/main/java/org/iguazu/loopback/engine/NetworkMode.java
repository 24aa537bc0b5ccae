package org.iguazu.loopback.engine;

/** What network the containers of a task see. */
public enum NetworkMode {
  /** Nothing but the loopback interface of each container. */
  NONE,
  /** A network of the containers of this machine, with a way out. */
  BRIDGE,
  /** That of the machine. */
  HOST
}
