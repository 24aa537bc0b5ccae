/** API keys: who may call, and what for. */
@NullMarked
package org.iguazu.api.key;

import org.jspecify.annotations.NullMarked;
