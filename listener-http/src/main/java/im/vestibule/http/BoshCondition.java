package im.vestibule.http;

import im.vestibule.model.StreamError;
import java.util.Locale;

/** Why a session ends (XEP-0124 §17.2). */
enum BoshCondition {
    BAD_REQUEST(Status.BAD_REQUEST),
    HOST_GONE,
    HOST_UNKNOWN,
    IMPROPER_ADDRESSING,
    INTERNAL_SERVER_ERROR,
    ITEM_NOT_FOUND(Status.NOT_FOUND),
    POLICY_VIOLATION(Status.FORBIDDEN),
    /** The stream has ended with an error of its own, which goes with it. */
    REMOTE_STREAM_ERROR,
    SYSTEM_SHUTDOWN,
    UNDEFINED_CONDITION;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final Status legacy;

    BoshCondition() {
        this(Status.OK);
    }

    BoshCondition(Status legacy) {
        this.legacy = legacy;
    }

    String text() {
        return text;
    }

    /** What HTTP says to a client that has named no version (XEP-0124 §17.1). */
    Status legacy() {
        return legacy;
    }

    /** What becomes of a stream's error. */
    static BoshCondition of(StreamError error) {
        return switch (error.condition()) {
            case BAD_FORMAT, INVALID_XML, NOT_WELL_FORMED, RESTRICTED_XML, UNSUPPORTED_ENCODING -> BAD_REQUEST;
            case HOST_GONE -> HOST_GONE;
            case HOST_UNKNOWN -> HOST_UNKNOWN;
            case IMPROPER_ADDRESSING -> IMPROPER_ADDRESSING;
            case INTERNAL_SERVER_ERROR -> INTERNAL_SERVER_ERROR;
            case POLICY_VIOLATION -> POLICY_VIOLATION;
            // A host for TCP is of no use here.
            case SYSTEM_SHUTDOWN, SEE_OTHER_HOST -> SYSTEM_SHUTDOWN;
            case UNDEFINED_CONDITION -> UNDEFINED_CONDITION;
            default -> REMOTE_STREAM_ERROR;
        };
    }
}
