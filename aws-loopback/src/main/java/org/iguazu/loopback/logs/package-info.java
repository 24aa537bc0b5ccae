/** CloudWatch Logs: what containers print, kept on disk and read page by page. */
@NullMarked
package org.iguazu.loopback.logs;

import org.jspecify.annotations.NullMarked;
