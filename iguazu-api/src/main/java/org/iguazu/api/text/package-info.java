/** Text as people see it. */
@NullMarked
package org.iguazu.api.text;

import org.jspecify.annotations.NullMarked;
