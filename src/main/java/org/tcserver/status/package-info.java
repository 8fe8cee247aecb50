/**
 * The status of the server over plain HTTP, for its operators: metrics, health and JSON listings. It requires no
 * authentication and changes nothing.
 */
package org.tcserver.status;
