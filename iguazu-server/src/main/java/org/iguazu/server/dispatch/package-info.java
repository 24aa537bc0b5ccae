/** The calls that running containers make about their own dispatch. */
@NullMarked
package org.iguazu.server.dispatch;

import org.jspecify.annotations.NullMarked;
