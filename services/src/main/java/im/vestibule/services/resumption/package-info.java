/** Stream management (XEP-0198) without any stream: what is counted, kept and acknowledged. */
@NullMarked
package im.vestibule.services.resumption;

import org.jspecify.annotations.NullMarked;
