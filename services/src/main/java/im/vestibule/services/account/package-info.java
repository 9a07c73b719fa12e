/** Who may log in, and what is known of their passwords. */
@NullMarked
package im.vestibule.services.account;

import org.jspecify.annotations.NullMarked;
