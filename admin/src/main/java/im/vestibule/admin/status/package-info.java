/** What an operator sees of a running server. */
@NullMarked
package im.vestibule.admin.status;

import org.jspecify.annotations.NullMarked;
