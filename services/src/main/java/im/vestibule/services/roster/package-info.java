/** Contact lists and presence subscriptions (RFC 6121 §2 and §3). */
@NullMarked
package im.vestibule.services.roster;

import org.jspecify.annotations.NullMarked;
