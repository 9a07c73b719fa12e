@NullMarked
package im.vestibule.services.resumption;

import org.jspecify.annotations.NullMarked;
