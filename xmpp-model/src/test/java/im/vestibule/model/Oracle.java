package im.vestibule.model;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What other parsers make of a document. */
final class Oracle {
    private Oracle() {}

    /**
     * The tree that Aalto sees in a document, without comments and instructions.
     *
     * @return empty if it refuses it
     */
    static Optional<XmlElement> parse(byte[] document) {
        try {
            AsyncXMLStreamReader<AsyncByteArrayFeeder> reader = new InputFactoryImpl().createAsyncForByteArray();
            reader.getInputFeeder().feedInput(document, 0, document.length);
            reader.getInputFeeder().endOfInput();
            return Optional.of(read(reader));
        } catch (XMLStreamException | RuntimeException _) {
            // Aalto throws all sorts of things at what it does not expect.
            return Optional.empty();
        }
    }

    /** Whether the parser of the JDK takes it. */
    static boolean accepts(byte[] document) {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.newSAXParser().parse(new ByteArrayInputStream(document), new DefaultHandler());
            return true;
        } catch (SAXException | IOException _) {
            return false;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static XmlElement read(AsyncXMLStreamReader<AsyncByteArrayFeeder> reader) throws XMLStreamException {
        Deque<XmlElement.Builder> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        Optional<XmlElement> root = Optional.empty();
        while (true) {
            int event = reader.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    flush(open, text);
                    open.push(start(reader));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    flush(open, text);
                    XmlElement element = open.pop().build();
                    if (open.isEmpty()) {
                        root = Optional.of(element);
                    } else {
                        open.element().child(element);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.END_DOCUMENT -> {
                    return root.orElseThrow();
                }
                case XMLStreamConstants.START_DOCUMENT,
                        XMLStreamConstants.COMMENT,
                        XMLStreamConstants.PROCESSING_INSTRUCTION,
                        XMLStreamConstants.DTD -> {}
                // Incomplete, or a reference to an entity it does not know.
                default -> throw new XMLStreamException("event " + event);
            }
        }
    }

    private static XmlElement.Builder start(AsyncXMLStreamReader<AsyncByteArrayFeeder> reader) {
        XmlElement.Builder element = XmlElement.builder(reader.getLocalName(), reader.getNamespaceURI());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attribute(
                    reader.getAttributeNamespace(i), reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return element;
    }

    private static void flush(Deque<XmlElement.Builder> open, StringBuilder text) {
        if (!text.isEmpty() && !open.isEmpty()) {
            open.element().text(text.toString());
        }
        text.setLength(0);
    }
}
