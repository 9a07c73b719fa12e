/** The one database: readers on the caller's thread, one writer that acknowledges after the commit. */
@NullMarked
package im.vestibule.services.store;

import org.jspecify.annotations.NullMarked;
