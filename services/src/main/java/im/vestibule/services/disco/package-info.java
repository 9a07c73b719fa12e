/** What the server and its accounts say of themselves (XEP-0030). */
@NullMarked
package im.vestibule.services.disco;

import org.jspecify.annotations.NullMarked;
