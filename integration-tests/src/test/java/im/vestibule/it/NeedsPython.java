package im.vestibule.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that run a script of the system's Python. Where the module is not installed they are skipped, but not in CI. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(Programs.class)
@interface NeedsPython {
    /** A module that is imported. */
    String value();
}
