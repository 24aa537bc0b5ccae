/** What Java and PostgreSQL say differently. */
@NullMarked
package org.iguazu.core.sql;

import org.jspecify.annotations.NullMarked;
