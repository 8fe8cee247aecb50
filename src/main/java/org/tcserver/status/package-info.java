/**
 * What a server tells of itself over plain HTTP, to those who run it: metrics, health, and lists in JSON. It asks nobody who
 * he is, and changes nothing.
 */
package org.tcserver.status;
