/** What the command prints: tables and times for people, JSON for programs. */
@NullMarked
package org.iguazu.cli.terminal;

import org.jspecify.annotations.NullMarked;
