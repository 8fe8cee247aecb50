/**
 * Streams, what was uploaded to them, and the rules that uploads are judged by. Knows nothing of HTTP.
 *
 * <p>An upload is written to a temporary file, judged, recorded in the stream's journal and only then renamed into
 * place; the journal is what a restart reads. What is on record of content that is gone leaves the journal when it is
 * written anew.
 */
package org.tcserver.pushav.ingest;
