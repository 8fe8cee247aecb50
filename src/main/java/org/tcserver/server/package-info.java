/** The whole server: what it is told to do. The command line is read into these records, and nothing else makes them. */
package org.tcserver.server;
