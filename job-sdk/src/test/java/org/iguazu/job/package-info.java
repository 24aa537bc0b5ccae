/** Tests of what job developers extend. */
@NullMarked
package org.iguazu.job;

import org.jspecify.annotations.NullMarked;
