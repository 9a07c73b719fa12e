@NullMarked
package im.vestibule.services.pool;

import org.jspecify.annotations.NullMarked;
