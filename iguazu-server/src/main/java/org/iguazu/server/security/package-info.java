/** Who may call: API keys, their scopes, and the first key of all. */
@NullMarked
package org.iguazu.server.security;

import org.jspecify.annotations.NullMarked;
