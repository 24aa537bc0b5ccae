/** What tests share: a database, a clock that stands still, and things to invoke. */
@NullMarked
package org.iguazu.test;

import org.jspecify.annotations.NullMarked;
