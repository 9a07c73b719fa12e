/** Tests of XMPP servers by others, and the page that tells what they say of this one. */
@NullMarked
package im.vestibule.interop;

import org.jspecify.annotations.NullMarked;
