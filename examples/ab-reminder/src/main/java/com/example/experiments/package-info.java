/** Reminds the owners of A/B experiments that ran out and were forgotten. */
@NullMarked
package com.example.experiments;

import org.jspecify.annotations.NullMarked;
