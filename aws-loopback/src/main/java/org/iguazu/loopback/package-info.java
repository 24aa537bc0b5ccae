/** The endpoint as a whole: its configuration, its start and end, and its command line. */
@NullMarked
package org.iguazu.loopback;

import org.jspecify.annotations.NullMarked;
