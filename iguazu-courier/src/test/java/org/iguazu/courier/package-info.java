/**
 * Tests of the couriers' parts; as containers they are tried in {@code StagingIT} of the server.
 */
@NullMarked
package org.iguazu.courier;

import org.jspecify.annotations.NullMarked;
