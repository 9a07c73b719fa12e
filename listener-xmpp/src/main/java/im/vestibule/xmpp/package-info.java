/** XMPP pipelines and the streams that run in them. */
@NullMarked
package im.vestibule.xmpp;

import org.jspecify.annotations.NullMarked;
