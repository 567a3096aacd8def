// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Debian's Dovecot with directories and ports of its own, beside whatever the machine runs. It
/// must be started by the superuser, and handles mail as `nobody`.
///
/// @param tuning settings beyond the stock ones
/// @param kernelMinimums see [Contender#kernelMinimums]
public record Dovecot(
        String name,
        String title,
        String tuning,
        Map<Path, Long> kernelMinimums,
        Certificate certificate)
        implements Contender {
    private static final Path SERVER = Path.of("/usr/sbin/dovecot");
    private static final List<Path> PROGRAMS =
            List.of(SERVER, Path.of("/usr/lib/dovecot/imap"), Path.of("/usr/lib/dovecot/lmtp"));

    public Dovecot {
        kernelMinimums = Map.copyOf(kernelMinimums);
    }

    @Override
    public Optional<String> obstacle() {
        if (!PROGRAMS.stream().allMatch(Files::isExecutable)) {
            return Optional.of("install dovecot-imapd and dovecot-lmtpd");
        }
        return Superuser.isMe() ? Optional.empty() : Optional.of("only the superuser can start it");
    }

    @Override
    public String version() throws IOException {
        return "Dovecot " + Tool.run(SERVER.toString(), "--version");
    }

    @Override
    public RunningServer start(Path directory, Terms terms) throws IOException {
        Path place = OpenDirectory.create(directory);
        var _ = OpenDirectory.create(place.resolve("run"));
        MaildirMail mail = MaildirMail.below(place);
        Files.setPosixFilePermissions(
                mail.directory(), PosixFilePermissions.fromString("rwxrwxrwx"));
        Path file = place.resolve("dovecot.conf");
        List<String> serve = List.of(SERVER.toString(), "-F", "-c", file.toString());
        Ports ports = Ports.free();
        String configuration = configuration(place, ports);
        Files.writeString(file, configuration);
        return ForegroundServer.start(
                this,
                new ForegroundServer.Launch(
                        Stream.concat(terms.prefix().stream(), serve.stream()).toList(),
                        Map.of(),
                        ports,
                        place.resolve("printed"),
                        certificate.withoutPath(configuration.replace(place.toString(), "DIR"))),
                mail,
                Farewell::nothing);
    }

    private String configuration(Path directory, Ports ports) {
        return """
        base_dir = %1$s/run
        state_dir = %1$s/run
        log_path = %1$s/log
        protocols = imap lmtp
        ssl = yes
        ssl_cert = <%2$s
        ssl_key = <%3$s
        disable_plaintext_auth = no
        mail_location = maildir:~/Maildir
        passdb {
          driver = static
          args = password=%4$s
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home=%1$s/mail/%%u allow_all_users=yes
        }
        namespace inbox {
          inbox = yes
        }
        service imap-login {
          inet_listener imap {
            address = 127.0.0.1
            port = %5$d
          }
          inet_listener imaps {
            address = 127.0.0.1
            port = %6$d
            ssl = yes
          }
        }
        service lmtp {
          inet_listener lmtp {
            address = 127.0.0.1
            port = %7$d
          }
        }
        # Limits, as far as scenarios need them.
        mail_max_userip_connections = 20000
        default_process_limit = 20000
        default_client_limit = 40000
        service imap {
          process_limit = 20000
        }
        %8$s\
        """
                .formatted(
                        directory,
                        certificate.chain(),
                        certificate.key(),
                        Logins.PASSWORD,
                        ports.imap().getPort(),
                        ports.imaps().getPort(),
                        ports.lmtp().getPort(),
                        tuning);
    }
}
