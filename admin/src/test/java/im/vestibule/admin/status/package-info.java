@NullMarked
package im.vestibule.admin.status;

import org.jspecify.annotations.NullMarked;
