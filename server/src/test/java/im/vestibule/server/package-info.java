@NullMarked
package im.vestibule.server;

import org.jspecify.annotations.NullMarked;
