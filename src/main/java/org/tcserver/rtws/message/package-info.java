/** The messages of RTWebSocket. Each is a record that reads and writes itself. */
package org.tcserver.rtws.message;
