// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import dev.rookery.maildir.AccountLocation.Owner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `user:password:uid:gid:gecos:home:shell:extra`, the passwd-file of Dovecot.
///
/// Two fields suffice. Nothing that restricts is passed over: an extra field for logins that we do
/// not honour keeps the user from logging in, one for mail makes the line unusable.
final class PasswdLine {
    private static final int PASSWORD = 1;
    private static final int UID = 2;
    private static final int GID = 3;
    private static final int HOME = 5;
    private static final int EXTRA = 7;
    private static final int FIELDS_MAX = EXTRA + 1;

    private final UserKey key;
    private final MailLocations locations;
    private final PasswordFault passwordFault;

    PasswdLine(UserKey key, MailLocations locations, PasswordFault passwordFault) {
        this.key = key;
        this.locations = locations;
        this.passwordFault = passwordFault;
    }

    /// The name alone, which tells whose line is broken.
    static Optional<UserName> name(String line) {
        int colon = line.indexOf(':');
        return UserName.parse(colon < 0 ? line : line.substring(0, colon));
    }

    PasswdEntry parse(String line) throws BadLineException {
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw new BadLineException("the line has control characters");
        }
        String[] fields = line.split(":", FIELDS_MAX);
        if (fields.length <= PASSWORD) {
            throw new BadLineException("a line is user:password, with further fields if need be");
        }
        UserName name =
                name(line)
                        .orElseThrow(() ->
                                new BadLineException(
                                        "a user name has letters, digits and . _ - +, and"
                                                + " one @ at most; it begins with no dot"));
        Extras extras = new Extras();
        for (String extra : field(fields, EXTRA).split(" ", -1)) {
            extras.add(extra);
        }
        Optional<Users.StoredPassword> password = password(fields[PASSWORD], extras);
        PasswdEntry entry =
                new PasswdEntry(
                        name,
                        password,
                        owner(field(fields, UID), field(fields, GID)),
                        home(field(fields, HOME)),
                        Optional.ofNullable(extras.maildir),
                        extras.quota,
                        extras.notes);
        requireFindable(entry);
        return entry;
    }

    private void requireFindable(PasswdEntry entry) throws BadLineException {
        if (key == UserKey.LOCAL && !entry.name().domain().isEmpty()) {
            throw new BadLineException(
                    "nobody can be found as " + entry.name() + ", for the key is {local}");
        }
        if (key == UserKey.USER && entry.location(entry.name(), locations).isEmpty()) {
            throw new BadLineException(
                    entry.name() + " has no domain, which the path of the mail needs");
        }
    }

    /// No password, or one of the usual marks for none, means that nobody logs in with it.
    private Optional<Users.StoredPassword> password(String encoded, Extras extras) {
        if (encoded.isEmpty() || Set.of("x", "*").contains(encoded) || encoded.startsWith("!")) {
            return Optional.empty();
        }
        passwordFault.of(encoded).ifPresent(extras::forbidLogin);
        return extras.nologin
                ? Optional.empty()
                : Optional.of(new Users.StoredPassword(encoded, extras.allowedFrom));
    }

    private static Optional<Owner> owner(String uid, String gid) throws BadLineException {
        if (uid.isEmpty() && gid.isEmpty()) {
            return Optional.empty();
        }
        if (uid.isEmpty() || gid.isEmpty()) {
            throw new BadLineException("uid and gid go together");
        }
        try {
            Owner owner = Owners.parse(uid + ":" + gid);
            if (!Owners.mayGiveTo(owner)) {
                throw new BadLineException("only root may give files to " + uid + ":" + gid);
            }
            return Optional.of(owner);
        } catch (IllegalArgumentException unknown) {
            throw new BadLineException(String.valueOf(unknown.getMessage()));
        }
    }

    private static Optional<Path> home(String home) throws BadLineException {
        if (home.isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(home);
        boolean plain = home.indexOf('%') < 0 && home.indexOf('{') < 0;
        if (!plain || !path.isAbsolute() || !path.equals(path.normalize())) {
            throw new BadLineException("a home directory is an absolute path without variables");
        }
        return Optional.of(path);
    }

    private static String field(String[] fields, int index) {
        return index < fields.length ? fields[index] : "";
    }

    /// The `key=value` pairs of the last field.
    private static final class Extras {
        private final List<String> notes = new ArrayList<>();
        private final List<Network> allowedFrom = new ArrayList<>();
        private OwnQuota quota = OwnQuota.NONE;
        private boolean nologin;
        private @org.jspecify.annotations.Nullable MailPath maildir;

        void add(String extra) throws BadLineException {
            int equals = extra.indexOf('=');
            String key = equals < 0 ? extra : extra.substring(0, equals);
            String value = equals < 0 ? "" : extra.substring(equals + 1);
            switch (key) {
                case "" -> {}
                case "nologin" -> nologin = true;
                case "allow_nets" -> allowFrom(value);
                case "userdb_mail" -> maildir = maildir(value);
                case String other when other.startsWith("userdb_quota") -> limit(other, value);
                case String other when other.startsWith("userdb_") ->
                        throw new BadLineException(other + " is not supported by this version");
                default -> forbidLogin(key + " is not supported by this version");
            }
        }

        void forbidLogin(String reason) {
            nologin = true;
            notes.add(reason + "; the user cannot log in");
        }

        private void allowFrom(String networks) {
            try {
                for (String network : networks.split(",", -1)) {
                    allowedFrom.add(Network.parse(network));
                }
            } catch (IllegalArgumentException notANetwork) {
                forbidLogin("allow_nets takes addresses and networks: 192.0.2.0/24,2001:db8::1");
            }
        }

        private void limit(String key, String value) throws BadLineException {
            try {
                Optional<OwnQuota> more = quota.with(key, value);
                if (more.isEmpty()) {
                    notes.add(key + " is not enforced by this version");
                }
                quota = more.orElse(quota);
            } catch (IllegalArgumentException | ArithmeticException notAQuota) {
                throw new BadLineException(key + ": " + notAQuota.getMessage());
            }
        }

        private static MailPath maildir(String location) throws BadLineException {
            String prefix = "maildir:";
            if (!location.startsWith(prefix)) {
                throw new BadLineException("userdb_mail takes maildir:… only");
            }
            String path = location.substring(prefix.length());
            if (path.indexOf(':') >= 0) {
                throw new BadLineException("userdb_mail takes no options behind the path");
            }
            try {
                return MailPath.parse(path);
            } catch (IllegalArgumentException notAPath) {
                throw new BadLineException("userdb_mail: " + notAPath.getMessage());
            }
        }
    }
}
