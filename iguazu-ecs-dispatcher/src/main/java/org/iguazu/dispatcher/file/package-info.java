/** Keeps files in S3: says where they are put and got, and looks whether they are there. */
@NullMarked
package org.iguazu.dispatcher.file;

import org.jspecify.annotations.NullMarked;
