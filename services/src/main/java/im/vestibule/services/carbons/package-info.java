/** Copies of messages for the other sessions of an account (XEP-0280). */
@NullMarked
package im.vestibule.services.carbons;

import org.jspecify.annotations.NullMarked;
