/**
 * The containers beside a hardened job's: {@code stage} passes the start fence and puts the files
 * in place, {@code report} fetches what the job left and tells how it ended. Neither ever runs what
 * a stranger gave.
 */
@NullMarked
package org.iguazu.courier;

import org.jspecify.annotations.NullMarked;
