package org.iguazu.api.dispatch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A runner's question: may I start? Asked again with the same runner id, it is answered the same.
 *
 * @param runner made by the runner's process when it began; another process has another one
 * @param task the ARN of the ECS task it runs in, where it can tell
 */
public record StartRequest(UUID runner, @Nullable String task) {}
