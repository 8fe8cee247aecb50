/** Folders and files on disk: their permissions, and durable creation and renaming. */
package org.tcserver.disk;
