@NullMarked
package im.vestibule.http;

import org.jspecify.annotations.NullMarked;
