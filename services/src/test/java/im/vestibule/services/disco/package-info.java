@NullMarked
package im.vestibule.services.disco;

import org.jspecify.annotations.NullMarked;
