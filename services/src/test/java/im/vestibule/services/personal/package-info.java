@NullMarked
package im.vestibule.services.personal;

import org.jspecify.annotations.NullMarked;
