package org.tcserver.pushav.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads an MPD into {@link Facts.Mpd}. It refuses document types, and with them all entities, so it never resolves or
 * expands anything. Confined to one thread.
 */
final class MpdReader {
    private static final String NAMESPACE = "urn:mpeg:dash:schema:mpd:2011";
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 100_000;

    /**
     * Limits on attribute length and on the number of templates. The reader ignores the excess, because inheritance
     * would multiply it.
     */
    private static final int MAX_ATTRIBUTE = 256;

    static final int MAX_TEMPLATES = 32;

    private record Representation(String id, String bandwidth) {}

    /** An open element with the SegmentTemplate that applies to it, and the Representation if it is one. */
    private record Level(
            @Nullable Representation representation,
            @Nullable String template) {}

    private final Deque<Level> levels = new ArrayDeque<>();
    private final Set<String> templates = new LinkedHashSet<>();
    private final List<String> oddities = new ArrayList<>();
    private @Nullable String firstTemplate;
    private String type = "";
    private boolean segmentTemplate;
    private int periods;
    private int elements;

    private MpdReader() {}

    static Facts read(byte[] bytes) {
        try {
            return new MpdReader().readAll(bytes);
        } catch (XMLStreamException | RuntimeException e) { // the parser also throws unchecked exceptions for bad input
            return new Facts.Unreadable("the MPD is not well-formed XML");
        }
    }

    private Facts readAll(byte[] bytes) throws XMLStreamException {
        var reader = factory().createXMLStreamReader(new ByteArrayInputStream(bytes), UTF_8.name());
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD -> {
                        return new Facts.Unreadable("the MPD has a document type, which is not allowed");
                    }
                    case XMLStreamConstants.ENTITY_REFERENCE -> {
                        return new Facts.Unreadable("the MPD is not well-formed XML");
                    }
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (levels.size() >= MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                            return new Facts.Unreadable("the MPD has too many elements");
                        }
                        start(reader);
                    }
                    case XMLStreamConstants.END_ELEMENT -> end();
                    default -> {}
                }
            }
        } finally {
            reader.close();
        }
        oddIf(periods != 1, "the MPD has " + periods + " periods instead of one");
        return new Facts.Mpd(type, segmentTemplate, List.copyOf(templates), List.copyOf(oddities));
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private void start(XMLStreamReader reader) {
        var name = reader.getLocalName();
        if (levels.isEmpty()) {
            root(reader, name);
        }
        Representation representation = null;
        switch (name) {
            case "Period" -> periods++;
            case "BaseURL" -> oddIf(true, "the MPD has a BaseURL");
            case "SegmentTemplate" -> template(reader.getAttributeValue(null, "media"));
            case "Representation" ->
                representation = new Representation(attribute(reader, "id"), attribute(reader, "bandwidth"));
            default -> {}
        }
        levels.push(new Level(representation, levels.isEmpty() ? null : levels.peek().template));
    }

    private static String attribute(XMLStreamReader reader, String name) {
        var value = reader.getAttributeValue(null, name);
        return value == null || value.length() > MAX_ATTRIBUTE ? "" : value;
    }

    private void root(XMLStreamReader reader, String name) {
        oddIf(!name.equals("MPD"), "the root element of the MPD is not MPD");
        oddIf(!NAMESPACE.equals(reader.getNamespaceURI()), "the MPD is not in the namespace " + NAMESPACE);
        var value = reader.getAttributeValue(null, "type");
        type = value == null ? "" : Excerpt.of(value);
    }

    private void template(@Nullable String media) {
        segmentTemplate = true;
        if (media == null) {
            return;
        }
        oddIf(!media.contains("$RepresentationID$"), "a SegmentTemplate has no $RepresentationID$");
        oddIf(
                !media.contains("$Number") && !media.contains("$Time"),
                "a SegmentTemplate has neither $Number$ nor $Time$");
        oddIf(firstTemplate != null && !firstTemplate.equals(media), "the SegmentTemplates are not alike");
        firstTemplate = firstTemplate == null ? media : firstTemplate;
        if (media.length() > MAX_ATTRIBUTE) {
            oddIf(true, "a SegmentTemplate is longer than " + MAX_ATTRIBUTE + " characters");
            return;
        }
        var level = levels.pop(); // the parent element and its later children inherit the template
        levels.push(new Level(level.representation, media));
        resolve(level.representation, media);
    }

    private void end() {
        var level = levels.pop();
        resolve(level.representation, level.template);
    }

    private void resolve(@Nullable Representation representation, @Nullable String media) {
        if (representation != null && media != null && templates.size() < MAX_TEMPLATES) {
            templates.add(media.replace("$RepresentationID$", representation.id)
                    .replace("$Bandwidth$", representation.bandwidth));
        }
    }

    private void oddIf(boolean odd, String text) {
        if (odd && !oddities.contains(text)) {
            oddities.add(text);
        }
    }
}
