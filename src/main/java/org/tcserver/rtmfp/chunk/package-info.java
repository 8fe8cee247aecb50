/**
 * RTMFP's packets and chunks as values (RFC 7016 §2). This lowest room of RTMFP lies between decrypted packets and the
 * session engine. It uses no keys, sockets or clocks.
 */
package org.tcserver.rtmfp.chunk;
