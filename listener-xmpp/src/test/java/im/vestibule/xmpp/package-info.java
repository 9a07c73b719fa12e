@NullMarked
package im.vestibule.xmpp;

import org.jspecify.annotations.NullMarked;
