package im.vestibule.model;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** What the framer takes is XML, and the same to parsers that others have written. */
class AgreementFuzzTest {
    @FuzzTest
    void agreesWithOthers(byte[] document) {
        Agreement.check(document);
    }
}
