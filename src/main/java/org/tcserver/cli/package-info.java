/** The commands: their arguments, output, exit codes and signals. */
package org.tcserver.cli;
