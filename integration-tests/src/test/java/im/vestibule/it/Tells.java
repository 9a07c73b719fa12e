package im.vestibule.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Events that an operator is told of as warnings or errors in a {@link Hostile} test, since something of the house does not work. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Tells {
    String[] value();
}
