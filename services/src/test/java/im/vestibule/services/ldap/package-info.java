@NullMarked
package im.vestibule.services.ldap;

import org.jspecify.annotations.NullMarked;
