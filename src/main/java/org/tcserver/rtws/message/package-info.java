/** The messages of RTWebSocket: each a record that reads and writes itself. */
package org.tcserver.rtws.message;
