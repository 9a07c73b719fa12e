@NullMarked
package im.vestibule.services.program;

import org.jspecify.annotations.NullMarked;
