package im.vestibule.http;

import im.vestibule.admin.Caller;

/** What came of finding out who asks. */
sealed interface Login {
    record In(Caller caller) implements Login {}

    /** Name and password are not those of anybody who may come in. */
    record Wrong() implements Login {}

    /** There is no telling what they are. */
    record Malformed() implements Login {}

    /** Nobody can tell now. */
    record Unavailable() implements Login {}
}
