/** What is kept about one account, for whoever asks to have it (Article 15 and 20 of the GDPR). */
@NullMarked
package im.vestibule.services.personal;

import org.jspecify.annotations.NullMarked;
