package org.iguazu.api.dispatch;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The job's body returned.
 *
 * @param result what it returned, up to 256 KiB of JSON, if anything
 */
public record Success(@Nullable JsonNode result) {

  /**
   * The most that a result may have, in bytes, as {@link org.iguazu.api.json.JsonTree} writes it.
   */
  public static final int LARGEST_RESULT = 256 * 1024;
}
