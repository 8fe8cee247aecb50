/**
 * RTMFP's packets and chunks as values (RFC 7016 §2): the lowest room of RTMFP, between the decrypted packet and the
 * session engine. It knows neither keys nor sockets nor time.
 */
package org.tcserver.rtmfp.chunk;
