/** Iguazú's domain: its words, its promises and its tables. */
@NullMarked
package org.iguazu.core;

import org.jspecify.annotations.NullMarked;
