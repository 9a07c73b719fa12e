/** What operators and users may do from outside, by whichever door: decided here, without a socket. */
@NullMarked
package im.vestibule.admin;

import org.jspecify.annotations.NullMarked;
