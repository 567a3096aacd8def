// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.format;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element as a client's parser sees it: the name with its prefix, the text not trimmed.
record XmlElement(
        String name,
        String namespace,
        Map<String, String> attributes,
        List<XmlElement> children,
        StringBuilder content) {

    /// Reads a document without entities of its own: a DOCTYPE is skipped over, never followed.
    static XmlElement read(byte[] document) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(document));
        XmlElement outside =
                new XmlElement("", "", Map.of(), new ArrayList<>(), new StringBuilder());
        Deque<XmlElement> open = new ArrayDeque<>(List.of(outside));
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    XmlElement element = started(in);
                    open.getLast().children.add(element);
                    open.addLast(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.removeLast();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        open.getLast().content.append(in.getText());
                default -> {
                    // Comments and white space between elements mean nothing to anybody.
                }
            }
        }
        return outside.children.getFirst();
    }

    private static XmlElement started(XMLStreamReader in) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
        }
        String prefix = in.getPrefix().isEmpty() ? "" : in.getPrefix() + ":";
        return new XmlElement(
                prefix + in.getLocalName(),
                in.getNamespaceURI() == null ? "" : in.getNamespaceURI(),
                attributes,
                new ArrayList<>(),
                new StringBuilder());
    }

    String text() {
        return content.toString();
    }

    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    List<XmlElement> all(String name) {
        return children.stream().filter(child -> child.name.equals(name)).toList();
    }

    Optional<XmlElement> first(String name) {
        return all(name).stream().findFirst();
    }

    String firstText(String name) {
        return first(name).map(XmlElement::text).orElse("");
    }

    /// This element and all below it, in document order.
    List<XmlElement> tree() {
        List<XmlElement> tree = new ArrayList<>(List.of(this));
        children.forEach(child -> tree.addAll(child.tree()));
        return tree;
    }

    List<String> childNames() {
        return children.stream().map(XmlElement::name).toList();
    }
}
