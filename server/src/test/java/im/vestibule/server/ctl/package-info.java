@NullMarked
package im.vestibule.server.ctl;

import org.jspecify.annotations.NullMarked;
