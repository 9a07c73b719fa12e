/** Runs Vestibule beside other servers, in turns on the same machine, and writes tables and plots. */
@NullMarked
package im.vestibule.compare;

import org.jspecify.annotations.NullMarked;
