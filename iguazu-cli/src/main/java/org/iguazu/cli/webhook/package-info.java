/** Commands that register webhooks and show what they were told. */
@NullMarked
package org.iguazu.cli.webhook;

import org.jspecify.annotations.NullMarked;
