/**
 * Keys and certificates: the two hierarchies of the Push AV server, the certificates that they issue, and TLS contexts
 * whose identity can be renewed during use.
 */
package org.tcserver.cert;
