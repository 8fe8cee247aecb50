package org.tcserver.server;

/** Reads again what the operator wants, from the same arguments and the files that they name. */
public interface ConfigReader {
    /** Returns what holds now; a {@link StartException} says in one line why it cannot be used. */
    ServerConfig read() throws StartException;
}
