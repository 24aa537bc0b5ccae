/** The calls about API keys: make, list, revoke. */
@NullMarked
package org.iguazu.server.key;

import org.jspecify.annotations.NullMarked;
