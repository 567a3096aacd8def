// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.LineEnds;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.server.imap.session.ImapSettings.Auto;
import dev.rookery.server.imap.session.ImapSettings.Folder;
import dev.rookery.server.users.MailLocations;
import dev.rookery.server.users.MailPath;
import dev.rookery.server.users.Owners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the block `mail`.
final class MailReader {
    private static final String HOME = "/srv/vmail/{domain}/{local}";

    private MailReader() {}

    static Config.Mail read(Block mail) {
        MailPath home = mail.value("home", "path with variables", HOME, MailPath::parse);
        MailPath maildir = mail.value("maildir", "path with variables", "Maildir", MailPath::parse);
        mail.choice("layout", "maildir++", Map.of("maildir++", true), Set.of("fs"));
        char separator = mail.value("separator", "one character", ".", MailReader::separator);
        String prefix = mail.text("namespace_prefix", "");
        if (!prefix.isEmpty() && prefix.charAt(prefix.length() - 1) != separator) {
            mail.fault("namespace_prefix", "ends with the separator " + separator);
        }
        if (!prefix.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\')) {
            mail.fault("namespace_prefix", "is printable ASCII without quotes");
        }
        List<Folder> folders = folders(mail, separator);
        LineEnds lineEnds =
                mail.choice(
                        "line_ends",
                        "lf",
                        Map.of("lf", LineEnds.LF, "crlf", LineEnds.CRLF),
                        Set.of());
        Optional<Owner> owner =
                mail.optional(
                        "owner", "user:group", "the account it runs under", MailReader::owner);
        QuotaLimits quota =
                mail.optional("quota", "size", "none", Values::bytes)
                        .map(QuotaLimits::ofBytes)
                        .orElse(QuotaLimits.NONE);
        Duration flagsToNames = mail.time("flags_to_names", Duration.ofSeconds(1), Duration.ZERO);
        Durability durability =
                mail.choice(
                        "durability",
                        "power-cut",
                        Map.of(
                                "power-cut", Durability.POWER_CUT,
                                "process", Durability.PROCESS,
                                "none", Durability.NONE),
                        Set.of());
        mail.end();
        MailLocations locations = locations(mail, home, maildir, owner, quota);
        return new Config.Mail(
                locations, separator, prefix, folders, lineEnds, flagsToNames, durability);
    }

    private static MailLocations locations(
            Block mail, MailPath home, MailPath maildir, Optional<Owner> owner, QuotaLimits quota) {
        try {
            return new MailLocations(home, maildir, owner, quota);
        } catch (IllegalArgumentException impossible) {
            mail.fault("home", String.valueOf(impossible.getMessage()));
            return new MailLocations(MailPath.parse(HOME), maildir, owner, quota);
        }
    }

    private static char separator(String text) {
        if (text.length() != 1 || text.charAt(0) <= ' ' || text.charAt(0) > '~') {
            throw new IllegalArgumentException("takes one character, such as \".\" or \"/\"");
        }
        if ("\"\\*%&".contains(text)) {
            throw new IllegalArgumentException("cannot be " + text + ", which IMAP uses itself");
        }
        return text.charAt(0);
    }

    private static Owner owner(String text) {
        Owner owner = Owners.parse(text);
        if (!Owners.mayGiveTo(owner)) {
            throw new IllegalArgumentException("only root may give files to " + text);
        }
        return owner;
    }

    private static List<Folder> folders(Block mail, char separator) {
        Map<String, Block> named = mail.named("folders", "Sent, Drafts, Trash, Junk");
        if (!mail.has("folders")) {
            folder(mail.nothing("folders.<name>"), MailboxName.INBOX);
            return List.of(
                    folder("Sent", SpecialUse.SENT, Auto.SUBSCRIBE),
                    folder("Drafts", SpecialUse.DRAFTS, Auto.SUBSCRIBE),
                    folder("Trash", SpecialUse.TRASH, Auto.SUBSCRIBE),
                    folder("Junk", SpecialUse.JUNK, Auto.NO));
        }
        List<Folder> folders = new ArrayList<>();
        named.forEach((name, block) -> {
            try {
                folders.add(folder(block, MailboxName.parse(name, separator)));
            } catch (InvalidMailboxNameException noName) {
                mail.fault("folders", "\"" + name + "\": " + noName.getMessage());
            }
        });
        return folders;
    }

    private static Folder folder(String name, SpecialUse use, Auto auto) {
        return new Folder(new MailboxName(List.of(name)), Optional.of(use), auto);
    }

    private static Folder folder(Block block, MailboxName name) {
        Optional<SpecialUse> use =
                block.optional("special_use", "attribute of RFC 6154", "none", MailReader::use);
        Auto auto =
                block.choice(
                        "auto",
                        "no",
                        Map.of("no", Auto.NO, "create", Auto.CREATE, "subscribe", Auto.SUBSCRIBE),
                        Set.of());
        block.end();
        return new Folder(name, use, auto);
    }

    private static SpecialUse use(String text) {
        return SpecialUse.ofImapName(text.startsWith("\\") ? text : "\\" + text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "takes \"\\\\Sent\", \"\\\\Drafts\", \"\\\\Trash\","
                                        + " \"\\\\Junk\", \"\\\\Archive\", \"\\\\All\","
                                        + " \"\\\\Flagged\" or \"\\\\Important\""));
    }
}
