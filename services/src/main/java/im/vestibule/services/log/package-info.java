/** What keeps the log readable whatever comes. */
@NullMarked
package im.vestibule.services.log;

import org.jspecify.annotations.NullMarked;
