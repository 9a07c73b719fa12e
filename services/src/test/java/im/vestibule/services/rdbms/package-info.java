@NullMarked
package im.vestibule.services.rdbms;

import org.jspecify.annotations.NullMarked;
