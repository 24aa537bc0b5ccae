/** Who may call: API keys, of which only hashes are kept. */
@NullMarked
package org.iguazu.core.key;

import org.jspecify.annotations.NullMarked;
