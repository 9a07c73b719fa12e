/** Real sockets, real clients and hostile peers against a running server. */
@NullMarked
package im.vestibule.it;

import org.jspecify.annotations.NullMarked;
