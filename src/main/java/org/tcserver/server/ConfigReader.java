package org.tcserver.server;

/** Reads the configuration again from the same arguments and files. */
public interface ConfigReader {
    /** Returns the current configuration; a {@link StartException} gives the reason in one line why it is invalid. */
    ServerConfig read() throws StartException;
}
