/** The clients that speak to AWS, and what their failures prove. */
@NullMarked
package org.iguazu.dispatcher.aws;

import org.jspecify.annotations.NullMarked;
