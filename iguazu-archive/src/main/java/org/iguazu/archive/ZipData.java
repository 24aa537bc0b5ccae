package org.iguazu.archive;

/**
 * An entry and where its data begins.
 *
 * @param position of its first byte, from the start of the file
 */
record ZipData(ZipRecord record, long position) {}
