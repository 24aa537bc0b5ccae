package org.iguazu.server.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may call.
 *
 * @param bootstrapKey an API key with the scope ADMIN that the server makes when it starts, unless
 *     it is there: {@code igz_<id>_<secret>}, chosen by the operator, for making the other keys
 */
@ConfigurationProperties("iguazu")
record SecurityProperties(@Nullable String bootstrapKey) {}
