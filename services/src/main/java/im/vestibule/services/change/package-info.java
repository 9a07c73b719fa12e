/** What services have in common when an account's data changes: turns, an outcome, and what is left for others to do. */
@NullMarked
package im.vestibule.services.change;

import org.jspecify.annotations.NullMarked;
