/** Says which calls go wrong, and how: by script or by seed. */
@NullMarked
package org.iguazu.loopback.faults;

import org.jspecify.annotations.NullMarked;
