/** Programs behind domains of their own, connected to this house (XEP-0114). */
@NullMarked
package im.vestibule.services.component;

import org.jspecify.annotations.NullMarked;
