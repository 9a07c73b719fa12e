/** Messages for accounts that nobody is there to read for (XEP-0160). */
@NullMarked
package im.vestibule.services.offline;

import org.jspecify.annotations.NullMarked;
