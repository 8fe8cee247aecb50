/** The whole server and its configuration. Only the command line creates the configuration records. */
package org.tcserver.server;
