/** Folders and files on disk: their modes, and how renames reach the disk. */
package org.tcserver.disk;
