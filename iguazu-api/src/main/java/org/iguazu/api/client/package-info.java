/** The Java client: one call invokes a job. */
@NullMarked
package org.iguazu.api.client;

import org.jspecify.annotations.NullMarked;
