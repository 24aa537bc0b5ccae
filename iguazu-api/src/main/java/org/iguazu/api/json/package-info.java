/** How the API's records are written as JSON; the same on both sides of the wire. */
@NullMarked
package org.iguazu.api.json;

import org.jspecify.annotations.NullMarked;
