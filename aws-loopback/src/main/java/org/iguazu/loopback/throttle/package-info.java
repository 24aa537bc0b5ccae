/** Limits the rate of calls as AWS does, with token buckets. */
@NullMarked
package org.iguazu.loopback.throttle;

import org.jspecify.annotations.NullMarked;
