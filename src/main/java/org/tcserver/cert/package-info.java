/**
 * Keys and certificates: the two hierarchies of the Push AV server, what they issue, and TLS contexts whose identity
 * can be renewed while they are in use.
 */
package org.tcserver.cert;
