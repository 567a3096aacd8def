// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.Flags;
import dev.rookery.server.imap.wire.LiteralHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the messages of one APPEND or REPLACE, from literal to literal. RFC 9051 §9 `append`, RFC
/// 4466 §2.2 `append-data-ext`, RFC 3502, RFC 4469, RFC 6855 §4.
///
/// What cannot be read leaves the parser as it was.
final class AppendParser {
    private final boolean several;
    private Place place = Place.START;

    /// What comes next.
    private enum Place {
        START,
        AFTER_MESSAGE,
        AFTER_UTF8,
        AFTER_UTF8_PART,
        AFTER_PART
    }

    /// @param several whether more than one message may come
    AppendParser(boolean several) {
        this.several = several;
    }

    /// All up to the next literal that is to come, or to the end of the command.
    ///
    /// @throws dev.rookery.server.imap.wire.UnfinishedException if a literal is to come that is no
    ///   part of a message
    List<AppendPiece> pieces(Arguments in) {
        List<AppendPiece> pieces = new ArrayList<>();
        Place next = place;
        while (!isAtLiteral(pieces) && !isAtEnd(next, in)) {
            next =
                    switch (next) {
                        case START -> message(in, pieces);
                        case AFTER_MESSAGE -> {
                            pieces.add(new AppendPiece.End());
                            yield message(in, pieces);
                        }
                        case AFTER_UTF8 -> {
                            in.close();
                            yield Place.AFTER_MESSAGE;
                        }
                        case AFTER_UTF8_PART -> {
                            in.close();
                            yield Place.AFTER_PART;
                        }
                        case AFTER_PART -> in.takes(' ') ? part(in, pieces) : endOfParts(in);
                    };
        }
        if (!isAtLiteral(pieces)) {
            in.endOfCommand();
            pieces.add(new AppendPiece.End());
        }
        place = next;
        return List.copyOf(pieces);
    }

    private static boolean isAtLiteral(List<AppendPiece> pieces) {
        return !pieces.isEmpty() && pieces.getLast() instanceof AppendPiece.Literal;
    }

    private boolean isAtEnd(Place next, Arguments in) {
        return next == Place.AFTER_MESSAGE && (!several || in.seesNoMoreWords());
    }

    private Place message(Arguments in, List<AppendPiece> pieces) {
        in.space();
        Flags flags = Flags.NONE;
        if (in.sees('(')) {
            flags = in.flagList();
            in.space();
        }
        Optional<Instant> date = Optional.empty();
        if (in.sees('"')) {
            date = Optional.of(new DateParser(in).dateTime());
            in.space();
        }
        if (in.sees('{') || in.sees('~')) {
            pieces.add(new AppendPiece.Begin(flags, date, false));
            pieces.add(literal(in, false));
            return Place.AFTER_MESSAGE;
        }
        return extended(in, flags, date, pieces);
    }

    private Place extended(
            Arguments in, Flags flags, Optional<Instant> date, List<AppendPiece> pieces) {
        int start = in.position();
        String what = "flags, a date or the message as a literal";
        return switch (in.keyword(what)) {
            case "CATENATE" -> {
                in.space().open("a list of parts");
                pieces.add(new AppendPiece.Begin(flags, date, true));
                yield part(in, pieces);
            }
            case "UTF8" -> {
                openBinary(in);
                pieces.add(new AppendPiece.Begin(flags, date, false));
                pieces.add(literal(in, true));
                yield Place.AFTER_UTF8;
            }
            case String _ -> throw in.unknown(start, what);
        };
    }

    private static Place part(Arguments in, List<AppendPiece> pieces) {
        int start = in.position();
        return switch (in.keyword("TEXT, UTF8 or URL")) {
            case "TEXT" -> {
                in.space();
                pieces.add(literal(in, false));
                yield Place.AFTER_PART;
            }
            case "UTF8" -> {
                openBinary(in);
                pieces.add(literal(in, true));
                yield Place.AFTER_UTF8_PART;
            }
            case "URL" -> {
                pieces.add(new AppendPiece.Url(in.space().astring("a URL")));
                yield Place.AFTER_PART;
            }
            case String _ -> throw in.unknown(start, "TEXT, UTF8 or URL");
        };
    }

    private static void openBinary(Arguments in) {
        in.space().open("a literal in parentheses");
        if (!in.sees('~')) {
            throw in.expected("a literal that begins with ~");
        }
    }

    private static Place endOfParts(Arguments in) {
        in.close();
        return Place.AFTER_MESSAGE;
    }

    private static AppendPiece literal(Arguments in, boolean utf8) {
        LiteralHeader literal = in.literalToCome("the message as a literal");
        return new AppendPiece.Literal(
                literal.sizeBytes(), literal.synchronizing(), literal.binary(), utf8);
    }
}
