/** What every part of the API shares. */
@NullMarked
package org.iguazu.api;

import org.jspecify.annotations.NullMarked;
