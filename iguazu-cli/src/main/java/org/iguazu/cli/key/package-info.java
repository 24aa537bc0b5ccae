/** Commands that make and revoke API keys. */
@NullMarked
package org.iguazu.cli.key;

import org.jspecify.annotations.NullMarked;
