@NullMarked
package im.vestibule.services.log;

import org.jspecify.annotations.NullMarked;
