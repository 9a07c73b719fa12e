@NullMarked
package im.vestibule.services.offline;

import org.jspecify.annotations.NullMarked;
