package org.iguazu.loopback.engine;

import java.util.Map;

/**
 * A volume that lives as long as its task.
 *
 * @param options of the local volume driver, e.g. {@code type=tmpfs, device=tmpfs, o=size=64m}
 */
public record Volume(String name, Map<String, String> options) {

  public Volume {
    options = Map.copyOf(options);
  }
}
