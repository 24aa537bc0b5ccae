/** S3, as far as we use it: objects in a directory, put and got by signed requests. */
@NullMarked
package org.iguazu.loopback.s3;

import org.jspecify.annotations.NullMarked;
