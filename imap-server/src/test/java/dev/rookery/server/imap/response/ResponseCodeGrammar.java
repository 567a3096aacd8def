// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import java.util.Set;

/// What stands in brackets: resp-text-code of RFC 9051 §9 and RFC 3501 §9, with what the extensions
/// add. A code that is not here is none we know to be registered.
final class ResponseCodeGrammar {
    private static final Set<String> PLAIN =
            Set.of(
                    "ALERT",
                    "PARSE",
                    "READ-ONLY",
                    "READ-WRITE",
                    "TRYCREATE",
                    "UIDNOTSTICKY",
                    "NOMODSEQ",
                    "CLOSED",
                    // RFC 5530
                    "UNAVAILABLE",
                    "AUTHENTICATIONFAILED",
                    "AUTHORIZATIONFAILED",
                    "EXPIRED",
                    "PRIVACYREQUIRED",
                    "CONTACTADMIN",
                    "NOPERM",
                    "INUSE",
                    "EXPUNGEISSUED",
                    "CORRUPTION",
                    "SERVERBUG",
                    "CLIENTBUG",
                    "CANNOT",
                    "LIMIT",
                    "OVERQUOTA",
                    "ALREADYEXISTS",
                    "NONEXISTENT",
                    // RFC 9051, RFC 3516, RFC 4469, RFC 5182, RFC 6154
                    "HASCHILDREN",
                    "UNKNOWN-CTE",
                    "TOOBIG",
                    "NOTSAVED",
                    "USEATTR",
                    // RFC 4978, RFC 5465, RFC 9586
                    "COMPRESSIONACTIVE",
                    "NOTIFICATIONOVERFLOW",
                    "UIDREQUIRED");

    private static final Set<String> EVENTS =
            Set.of(
                    "FlagChange",
                    "MessageNew",
                    "MessageExpunge",
                    "AnnotationChange",
                    "MailboxName",
                    "SubscriptionChange",
                    "MailboxMetadataChange",
                    "ServerMetadataChange");

    private final GrammarText in;

    ResponseCodeGrammar(GrammarText in) {
        this.in = in;
    }

    /// The code and the bracket behind it; the one before is read.
    Heard.Code code() {
        int start = in.position();
        while (!in.sees("]") && !in.sees(" ") && !in.sees("\r")) {
            in.anyCharacter();
        }
        String name = in.since(start);
        int from = in.position();
        if (!PLAIN.contains(name)) {
            arguments(name);
        }
        String arguments = in.since(from);
        in.expect("]");
        return new Heard.Code(name, arguments.isEmpty() ? "" : arguments.substring(1));
    }

    private void arguments(String name) {
        if (name.equals("BADCHARSET") || name.equals("INPROGRESS")) {
            optional(name);
            return;
        }
        in.space();
        switch (name) {
            case "CAPABILITY" -> new ResponseGrammar(in).capabilities();
            case "PERMANENTFLAGS" -> in.list(0, () -> new FetchGrammar(in).flag(false, true));
            case "UIDNEXT", "UIDVALIDITY" -> in.nzNumber();
            case "UNSEEN" -> {
                in.require(!in.dialect().rev2(), "no UNSEEN after IMAP4rev2");
                in.nzNumber();
            }
            case "APPENDUID" -> {
                in.nzNumber();
                in.space();
                in.set();
            }
            case "COPYUID" -> copyUid();
            case "HIGHESTMODSEQ" -> in.require(in.number64() > 0, "a mod-sequence");
            case "MODIFIED" -> in.set();
            case "MAILBOXID" -> in.objectId();
            case "BADURL" -> in.untilBracket();
            case "BADEVENT" ->
                    in.list(
                            1,
                            () -> {
                                String event = in.atom();
                                in.require(EVENTS.contains(event), "an event");
                                return event;
                            });
            case "METADATA" -> metadata();
            case "MESSAGELIMIT" -> {
                in.nzNumber();
                if (in.takes(" ")) {
                    in.nzNumber();
                }
            }
            default -> throw in.wanted("a known code in place of " + name);
        }
    }

    private void optional(String name) {
        if (!in.takes(" ")) {
            return;
        }
        if (name.equals("BADCHARSET")) {
            in.list(1, in::astring);
        } else {
            // RFC 9585 §5: a tag or NIL, and two numbers or NIL.
            in.expect("(");
            in.string();
            in.space();
            in.number();
            in.space();
            in.require(in.takes("NIL") || in.nzNumber() > 0, "a goal");
            in.expect(")");
        }
    }

    /// As many here as there: RFC 9051 §7.1.
    private void copyUid() {
        in.nzNumber();
        in.space();
        int from = Heard.numbers(in.set()).size();
        in.space();
        in.require(from == Heard.numbers(in.set()).size(), "as many UIDs on both sides");
    }

    private void metadata() {
        if (in.takes("LONGENTRIES ") || in.takes("MAXSIZE ")) {
            in.number();
        } else {
            in.require(in.takes("TOOMANY") || in.takes("NOPRIVATE"), "a reason");
        }
    }
}
