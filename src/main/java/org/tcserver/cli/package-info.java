/** The commands: what their arguments mean, what they print, how they end, and which signals they heed. */
package org.tcserver.cli;
