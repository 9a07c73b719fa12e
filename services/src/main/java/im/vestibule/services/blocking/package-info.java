/** Whom an account does not want to hear of (XEP-0191). */
@NullMarked
package im.vestibule.services.blocking;

import org.jspecify.annotations.NullMarked;
