/** Files that callers hand over: announced here, put into S3, looked for there. */
@NullMarked
package org.iguazu.server.upload;

import org.jspecify.annotations.NullMarked;
