package im.vestibule.admin.rest;

/** What calls do (RFC 9110 §9.3). HEAD goes with GET, and OPTIONS with all. */
public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
}
