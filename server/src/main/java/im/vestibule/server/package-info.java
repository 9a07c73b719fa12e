/** Builds everything in order and runs it. */
@NullMarked
package im.vestibule.server;

import org.jspecify.annotations.NullMarked;
