/** What is wrong with a request, told so that the caller can mend it (RFC 9457). */
@NullMarked
package org.iguazu.api.problem;

import org.jspecify.annotations.NullMarked;
