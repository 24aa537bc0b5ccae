/**
 * The HTTP front: turns awsJson1_1 requests into calls and their answers into bytes, faults
 * included.
 */
@NullMarked
package org.iguazu.loopback.wire;

import org.jspecify.annotations.NullMarked;
