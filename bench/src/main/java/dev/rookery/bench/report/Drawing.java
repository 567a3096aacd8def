// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/// What lets-plot drew, made fit for a page: without its style, so that [Stylesheet] alone decides
/// and light and dark both work; without identifiers, which differ at each run; and small.
final class Drawing {
    private static final Pattern DECLARATION = Pattern.compile("([a-z-]+):([^;]+)");
    private static final Pattern FRACTION = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
    private static final Pattern RGB = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");
    private static final List<String> DROPPED_ELEMENTS = List.of("style", "defs");

    /// Clips would cut nothing: all that is drawn is inside.
    private static final List<String> DROPPED_ATTRIBUTES =
            List.of(
                    "id",
                    "style",
                    "clip-path",
                    "clip-bounds-jfx",
                    "fill-rule",
                    "font-family",
                    "fill-opacity",
                    "stroke-opacity");

    private final Element root;

    /// @param title what it shows, in a few words
    /// @param description how to read it, for those who cannot see it
    Drawing(String svg, int width, int height, String title, String description) {
        root = Xml.parse(svg).getDocumentElement();
        tidy(root);
        root.removeAttribute("xmlns:xlink");
        root.setAttribute("class", "chart");
        root.setAttribute("role", "img");
        root.setAttribute("viewBox", "0 0 " + width + " " + height);
        first("desc", description);
        first("title", title);
    }

    /// As a part of a page that has the style.
    String inPage() {
        root.removeAttribute("xmlns");
        root.removeAttribute("width");
        root.removeAttribute("height");
        return Xml.text(root) + "\n";
    }

    /// As a file, on its own ground.
    String asFile() {
        Element ground = first("rect", "");
        ground.setAttribute("width", "100%");
        ground.setAttribute("height", "100%");
        ground.setAttribute("fill", Ink.GROUND.light());
        first("style", "\n" + Stylesheet.CHART);
        return Xml.text(root) + "\n";
    }

    private Element first(String name, String text) {
        Element element = root.getOwnerDocument().createElement(name);
        element.setTextContent(text);
        root.insertBefore(element, root.getFirstChild());
        return element;
    }

    private static void tidy(Element element) {
        attributes(element);
        for (Node child : children(element)) {
            if (child instanceof Text text) {
                text.setData(text.getData().strip());
            }
            if (child instanceof Element inner) {
                tidy(inner);
                if (DROPPED_ELEMENTS.contains(inner.getTagName()) || isEmpty(inner)) {
                    element.removeChild(inner);
                }
            }
        }
    }

    private static boolean isEmpty(Element element) {
        return switch (element.getTagName()) {
            case "g", "text" ->
                    element.getTextContent().isBlank()
                            && element.getElementsByTagName("*").getLength() == 0;
            case "path" -> element.getAttribute("d").isEmpty();
            default -> false;
        };
    }

    private static void attributes(Element element) {
        DECLARATION
                .matcher(element.getAttribute("style"))
                .results()
                .forEach(each -> element.setAttribute(each.group(1), each.group(2)));
        if (element.getAttribute("fill-opacity").equals("0.0")) {
            element.setAttribute("fill", "none");
        }
        if (element.getAttribute("transform").isBlank()) {
            element.removeAttribute("transform");
        }
        DROPPED_ATTRIBUTES.forEach(element::removeAttribute);
        IntStream.range(0, element.getAttributes().getLength())
                .mapToObj(element.getAttributes()::item)
                .forEach(each -> each.setNodeValue(shorter(each.getNodeValue())));
    }

    private static String shorter(String value) {
        String rounded = FRACTION.matcher(value).replaceAll(Drawing::rounded);
        return RGB.matcher(rounded).replaceAll(Drawing::hexadecimal).strip();
    }

    private static String rounded(MatchResult number) {
        BigDecimal tenths = new BigDecimal(number.group()).setScale(1, RoundingMode.HALF_UP);
        return tenths.stripTrailingZeros().toPlainString();
    }

    private static String hexadecimal(MatchResult colour) {
        return String.format(
                Locale.ROOT,
                "#%02x%02x%02x",
                Integer.parseInt(colour.group(1)),
                Integer.parseInt(colour.group(2)),
                Integer.parseInt(colour.group(3)));
    }

    private static List<Node> children(Element element) {
        return IntStream.range(0, element.getChildNodes().getLength())
                .mapToObj(element.getChildNodes()::item)
                .toList();
    }
}
