// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.bench.result.ContenderFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// All contenders there are.
public final class Contenders {
    /// What an experienced admin changes who has large folders and many clients; the cache holds
    /// what the scenarios ask for.
    private static final String TUNING =
            """
            maildir_very_dirty_syncs = yes
            mail_cache_fields = flags mime.parts imap.body imap.bodystructure date.sent \
              date.received date.save size.virtual size.physical hdr.from hdr.to hdr.cc hdr.bcc \
              hdr.subject hdr.date hdr.message-id hdr.references hdr.in-reply-to hdr.sender \
              hdr.reply-to hdr.content-type hdr.priority hdr.x-priority hdr.newsgroups
            auth_cache_size = 10 M
            service imap-login {
              service_count = 0
              process_min_avail = 2
            }
            service imap {
              service_count = 100
            }
            service lmtp {
              process_min_avail = 4
            }
            """;

    /// Dovecot watches with an instance of inotify in each process, all of the same user.
    private static final Map<Path, Long> INOTIFY =
            Map.of(
                    Path.of("/proc/sys/fs/inotify/max_user_instances"), 65_536L,
                    Path.of("/proc/sys/fs/inotify/max_user_watches"), 1_048_576L);

    /// Debian's dovecot-fts-xapian.
    private static final Path FTS = Path.of("/usr/lib/dovecot/modules/lib21_fts_xapian_plugin.so");

    private static final String SEARCHING =
            """
            mail_plugins = fts fts_xapian
            plugin {
              fts = xapian
              fts_xapian = partial=3 full=20
              fts_autoindex = yes
              fts_enforced = yes
            }
            service indexer-worker {
              vsz_limit = 2G
            }
            """;

    private Contenders() {}

    /// Whether this is the name of our own server, however it is set.
    public static boolean isOurs(String contender) {
        return contender.startsWith(ContenderFacts.ROOKERY);
    }

    /// @param launcher `bin/rookery`
    public static List<Contender> all(Path launcher, Certificate certificate, CyrusPackages cyrus) {
        return List.of(
                new Rookery(ContenderFacts.ROOKERY, "Rookery", launcher, "1s", certificate),
                new Dovecot(
                        ContenderFacts.DOVECOT,
                        "Dovecot as Debian ships it, limits raised",
                        "",
                        Map.of(),
                        certificate),
                tuned(certificate),
                new Rookery(
                        ContenderFacts.STRICT,
                        "Rookery, flags in file names before the answer",
                        launcher,
                        "0s",
                        certificate),
                new Cyrus(cyrus, certificate));
    }

    /// With full-text search if the plugin is installed.
    private static Dovecot tuned(Certificate certificate) {
        boolean searches = Files.exists(FTS);
        return new Dovecot(
                ContenderFacts.TUNED,
                "Dovecot, tuned, " + (searches ? "with fts-xapian" : "without full-text search"),
                searches ? TUNING + SEARCHING : TUNING,
                INOTIFY,
                certificate);
    }
}
