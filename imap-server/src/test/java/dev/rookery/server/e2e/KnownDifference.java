// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import dev.rookery.server.e2e.FetchReader.Nil;
import dev.rookery.server.e2e.FetchReader.Text;
import dev.rookery.server.e2e.MailZooTest.Difference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where we answer FETCH otherwise than Dovecot, with the paragraph that decides; told to people in
/// `docs/differences.md`.
enum KnownDifference {
    /// RFC 9051 §6.4.5.1 numbers the parts, §4.5 has NIL for what does not exist.
    NO_SUCH_PART(KnownDifference::isNoSuchPart),

    /// RFC 5322 §4.4, obs-local-part.
    LOCAL_PART_IN_WORDS(KnownDifference::isObsoleteLocalPart),

    /// RFC 5322 §4.4, obs-addr-list, obs-mbox-list, obs-group-list.
    NOTHING_BETWEEN_COMMAS(KnownDifference::isNothingBetweenCommas),

    /// RFC 5322 §2.2.3: a value is unfolded before it is understood, and its tokens may have white
    /// space around them.
    SPACE_AROUND_TEXT(KnownDifference::isSpaceAroundText),

    /// RFC 2045 §5.1, §6.1: they have no case; Dovecot knows of a plain text that it is one.
    CASE_OF_TYPE(KnownDifference::isCaseOfType),

    /// RFC 9051 §6.4.5.1: lines of the header, as they are.
    RETURN_AT_LINE_END(KnownDifference::isReturnAtLineEnd),

    /// RFC 2231 §7: attribute-char is no SPACE.
    SPACE_IN_EXTENDED_PARAMETER(KnownDifference::isSpaceInParameter),

    /// RFC 2046 §5.1.1: a delimiter begins with a line end.
    LINE_END_OF_DELIMITER(KnownDifference::isLineEndOfDelimiter),

    /// RFC 9051 §6.4.5.1: with the empty line, unless there is none.
    NO_EMPTY_LINE(KnownDifference::isEmptyLine),

    /// RFC 9051 §6.4.5: for leaf parts only.
    DECODED_COMPOSITE(KnownDifference::isComposite),

    /// RFC 2046 §5.1.1: a part ends at the delimiter, also within a line of its header.
    HEADER_BEHIND_PART(KnownDifference::isHeaderBehindPart),

    /// RFC 2045 §4, §6.1: without MIME-Version, and with more than one token, a field says nothing;
    /// so says Dovecot in BODYSTRUCTURE.
    ENCODING_OF_NO_KIND(KnownDifference::isEncodingOfNoKind),

    /// RFC 5322 §3.2.2: fields may be folded, and have comments; so says Dovecot in BODYSTRUCTURE.
    ENCODING_WITH_SPACE(KnownDifference::isEncodingWithSpace),

    /// RFC 2045 §6.7, §6.8: what cannot be decoded is left as it is, or passed over.
    DAMAGED_ENCODING(KnownDifference::isDamaged),

    /// RFC 3516 §4.3: it is about the section that was asked for.
    ENCODING_OF_ANOTHER_PART(KnownDifference::isEncodingOfAnother);

    private static final String SPACE = "[ \\t\\r]*(\\([^()]*\\)[ \\t\\r]*)*";
    private static final Pattern NOTHING =
            Pattern.compile("," + SPACE + "([,;\\n]|\\z)|:" + SPACE + ",");
    private static final Pattern ENCODING =
            Pattern.compile("(?im)^content-transfer-encoding[ \\t]*:");
    private static final Pattern SPACED_ENCODING =
            Pattern.compile(ENCODING.pattern() + "[^\\n]*(\\(|[ \\t]\\r?$|\\n[ \\t])");
    private static final Pattern FOLD = Pattern.compile("\\r?\\n(?=[ \\t])");
    private static final Pattern DELIMITER_BEHIND_LINE =
            Pattern.compile("\\n(--[^\\n]*--[^\\n]*|\\r?)\\n--");

    @SuppressWarnings("ImmutableEnumChecker") // a method of this class
    private final Predicate<Difference> predicate;

    KnownDifference(Predicate<Difference> predicate) {
        this.predicate = predicate;
    }

    static Optional<KnownDifference> of(Difference difference) {
        return Arrays.stream(values())
                .filter(known -> known.predicate.test(difference))
                .findFirst();
    }

    private static boolean isTree(Difference difference) {
        return difference.isIn("ENVELOPE", "BODY", "BODYSTRUCTURE");
    }

    private static boolean isObsoleteLocalPart(Difference difference) {
        ZooAddresses lists = addresses(difference);
        return lists != null && lists.endsAtObsoleteLocalPart();
    }

    private static boolean isNothingBetweenCommas(Difference difference) {
        ZooAddresses lists = addresses(difference);
        String text = FOLD.matcher(difference.question().text()).replaceAll("");
        return lists != null && lists.seesNobody() && NOTHING.matcher(text).find();
    }

    private static @Nullable ZooAddresses addresses(Difference difference) {
        return isTree(difference)
                ? ZooAddresses.compare(difference.theirs(), difference.ours())
                : null;
    }

    private static boolean isSpaceAroundText(Difference difference) {
        return isTree(difference)
                && difference.theirs() instanceof Text(String theirs)
                && difference.ours() instanceof Text(String ours)
                && theirs.strip().equals(ours);
    }

    private static boolean isCaseOfType(Difference difference) {
        return isTree(difference)
                && difference.theirs() instanceof Text(String theirs)
                && difference.ours() instanceof Text(String ours)
                && theirs.equals(ours.toLowerCase(Locale.ROOT))
                && List.of("text", "plain", "charset", "us-ascii", "7bit").contains(theirs);
    }

    private static boolean isReturnAtLineEnd(Difference difference) {
        return difference.item().contains("HEADER.FIELDS (")
                && difference.theirs() instanceof Text(String theirs)
                && difference.ours() instanceof Text(String ours)
                && theirs.equals(ours.replace("\r\r\n", "\r\n"));
    }

    private static boolean isSpaceInParameter(Difference difference) {
        return isTree(difference)
                && difference.theirs() instanceof Text(String theirs)
                && difference.ours() instanceof Text(String ours)
                && theirs.replace(" ", "%20").equals(ours);
    }

    private static boolean isLineEndOfDelimiter(Difference difference) {
        if (!(difference.theirs() instanceof Text(String theirs))
                || !DELIMITER_BEHIND_LINE.matcher(difference.question().text()).find()) {
            return false;
        }
        String ours = difference.ours() instanceof Text(String octets) ? octets : "";
        boolean numbers = isTree(difference) || difference.item().startsWith("BINARY.SIZE");
        if (numbers) {
            return isNumber(theirs)
                    && isNumber(ours)
                    && isOneOrTwo(Long.parseLong(theirs) - Long.parseLong(ours));
        }
        boolean section = difference.item().contains("[" + difference.question().part());
        boolean partial = difference.item().contains("<");
        return section
                && !theirs.isEmpty()
                && (partial
                        ? theirs.startsWith(ours) && (ours + "\r\n").startsWith(theirs)
                        : theirs.equals(ours + "\r\n"));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(Character::isDigit);
    }

    private static boolean isOneOrTwo(long value) {
        return value == 1 || value == 2;
    }

    private static boolean isEmptyLine(Difference difference) {
        String ours = difference.ours() instanceof Text(String octets) ? octets : "";
        return difference.item().contains("HEADER.FIELDS (")
                && difference.theirs() instanceof Text(String theirs)
                && theirs.equals(ours + "\r\n")
                && !ours.endsWith("\r\n\r\n");
    }

    private static boolean isHeaderBehindPart(Difference difference) {
        String ours = difference.ours() instanceof Text(String octets) ? octets : "";
        return difference.item().contains("HEADER.FIELDS")
                && difference.theirs() instanceof Text(String theirs)
                && theirs.startsWith(ours)
                && !ours.endsWith("\n");
    }

    private static boolean isNoSuchPart(Difference difference) {
        String part = difference.question().part();
        boolean ofMessage =
                difference.item().contains(".HEADER") || difference.item().contains(".TEXT");
        boolean exists =
                ofMessage
                        ? difference.question().structure().isMessage(part)
                        : difference.question().structure().numbers().contains(part);
        return !part.isEmpty() && !exists && isNothing(difference);
    }

    private static boolean isNothing(Difference difference) {
        return difference.ours() == Nil.NIL
                || difference.ours().equals(new Text("0"))
                || difference.item().equals("reply");
    }

    private static boolean isComposite(Difference difference) {
        return !difference.question().structure().isLeaf(difference.question().part())
                && (difference.item().startsWith("BINARY") || difference.item().equals("reply"));
    }

    private static boolean isEncodingOfNoKind(Difference difference) {
        return isDecodedLeaf(difference)
                && encoding(difference).equals("7bit")
                && ENCODING.matcher(difference.question().text()).find()
                && switch (difference.item()) {
                    case "reply" -> difference.ours().equals(new Text("OK"));
                    default -> isAsStored(difference);
                };
    }

    private static boolean isEncodingWithSpace(Difference difference) {
        return isDecodedLeaf(difference)
                && difference.theirs().equals(new Text("NO [UNKNOWN-CTE]"))
                && difference.ours().equals(new Text("OK"))
                && SPACED_ENCODING.matcher(difference.question().text()).find();
    }

    private static boolean isEncodingOfAnother(Difference difference) {
        return isDecodedLeaf(difference)
                && difference.theirs() instanceof Text(String theirs)
                && theirs.startsWith("NO ")
                && difference.ours().equals(new Text("OK"))
                && ENCODING.matcher(difference.question().text()).results().count() > 1;
    }

    private static boolean isAsStored(Difference difference) {
        Text body = difference.question().body() instanceof Text text ? text : new Text("");
        Text size = new Text(String.valueOf(body.octets().length()));
        return difference.ours().equals(difference.item().contains("SIZE") ? size : body);
    }

    private static boolean isDamaged(Difference difference) {
        return isDecodedLeaf(difference)
                && difference.theirs().equals(new Text("NO [PARSE]"))
                && difference.ours().equals(new Text("OK"))
                && (encoding(difference).equals("base64")
                        || encoding(difference).equals("quoted-printable"));
    }

    private static boolean isDecodedLeaf(Difference difference) {
        return difference.question().structure().isLeaf(difference.question().part())
                && (difference.item().startsWith("BINARY") || difference.item().equals("reply"));
    }

    private static String encoding(Difference difference) {
        return difference.question().structure().encoding(difference.question().part());
    }
}
