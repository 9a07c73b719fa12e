package im.vestibule.model;

/**
 * How a step of reading says that it cannot go on. A step returns the place it has come to; or, if the bytes end first,
 * the complement of the place to go on from; or one of these.
 */
final class Stop {
    static final int MALFORMED = Integer.MIN_VALUE;
    static final int RESTRICTED = MALFORMED + 1;
    static final int ENCODING = MALFORMED + 2;
    static final int DEPTH = MALFORMED + 3;
    static final int ELEMENTS = MALFORMED + 4;
    static final int ATTRIBUTES = MALFORMED + 5;
    static final int PREFIXES = MALFORMED + 6;
    static final int DECLARATION = MALFORMED + 7;
    static final int REOPENED = MALFORMED + 8;

    // No array has so many bytes that the complement of a place could be mistaken.
    private static final int LAST = MALFORMED + 15;

    private Stop() {}

    static boolean isFault(int stop) {
        return stop <= LAST;
    }

    /** What a peer is told. */
    static StreamError fault(int stop) {
        return switch (stop) {
            case RESTRICTED -> Fault.RESTRICTED;
            case ENCODING -> Fault.ENCODING;
            case DEPTH -> Fault.DEPTH;
            case ELEMENTS -> Fault.ELEMENTS;
            case ATTRIBUTES -> Fault.ATTRIBUTES;
            case PREFIXES -> Fault.PREFIXES;
            case DECLARATION -> Fault.DECLARATION;
            case REOPENED -> Fault.REOPENED;
            default -> Fault.MALFORMED;
        };
    }
}
