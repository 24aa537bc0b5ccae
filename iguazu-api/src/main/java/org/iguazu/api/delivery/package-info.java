/** What a webhook is told, and what became of the telling. */
@NullMarked
package org.iguazu.api.delivery;

import org.jspecify.annotations.NullMarked;
