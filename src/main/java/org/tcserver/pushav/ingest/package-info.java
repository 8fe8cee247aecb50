/**
 * Streams, their uploads, and the rules that judge uploads. Independent of HTTP.
 *
 * <p>The room writes an upload to a temporary file, judges it, records it in the stream's journal, and only then
 * renames it into place. A restart reads the journal. Compaction removes records of deleted content from the journal.
 */
package org.tcserver.pushav.ingest;
