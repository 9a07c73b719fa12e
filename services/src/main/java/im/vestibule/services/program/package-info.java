/** Programs that are started by the server and asked over their standard input and output. */
@NullMarked
package im.vestibule.services.program;

import org.jspecify.annotations.NullMarked;
