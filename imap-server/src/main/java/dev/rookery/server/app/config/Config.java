// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.LineEnds;
import dev.rookery.server.imap.session.ImapSettings;
import dev.rookery.server.imap.session.MessageLimit;
import dev.rookery.server.net.ListenAddress;
import dev.rookery.server.net.TlsVersion;
import dev.rookery.server.users.Domain;
import dev.rookery.server.users.MailLocations;
import dev.rookery.server.users.Network;
import dev.rookery.server.users.UserKey;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// All settings, checked. Keys and defaults: `docs/CONFIGURATION.md`.
///
/// @param hostname in greetings and trace lines, and what clients are told to connect to
/// @param stateDir what the server has to know after a crash
public record Config(
        String hostname,
        Path stateDir,
        Mail mail,
        List<MailDomain> domains,
        Tls tls,
        List<ListenAddress> imaps,
        ImapOptions imap,
        List<ListenAddress> lmtp,
        InetSocketAddress web,
        Submission submission,
        List<PasswdFileSource> users,
        Limits limits) {
    public Config {
        domains = List.copyOf(domains);
        imaps = List.copyOf(imaps);
        lmtp = List.copyOf(lmtp);
        users = List.copyOf(users);
    }

    /// @param separator between levels of a mailbox name, as clients see it
    /// @param flagsToNames how long flags may wait before file names show them
    public record Mail(
            MailLocations locations,
            char separator,
            String namespacePrefix,
            List<ImapSettings.Folder> folders,
            LineEnds lineEnds,
            Duration flagsToNames,
            Durability durability) {
        public Mail {
            folders = List.copyOf(folders);
        }
    }

    /// @param listen where clients begin without TLS and may ask for it
    /// @param plaintext whether passwords are taken without TLS from this machine
    /// @param unauthenticate whether a connection may change its user
    public record ImapOptions(
            List<ListenAddress> listen, boolean plaintext, boolean unauthenticate) {
        public ImapOptions {
            listen = List.copyOf(listen);
        }
    }

    /// @param displayName for people to read
    public record MailDomain(Domain domain, String displayName) {}

    /// @param certificate PEM file: the chain, the server's own first
    /// @param key PEM file
    public record Tls(Path certificate, Path key, TlsVersion minimum) {}

    /// What clients are told about sending.
    public record Submission(String host, List<Integer> ports) {
        public Submission {
            ports = List.copyOf(ports);
        }
    }

    /// @param key what of a login name is looked up
    public record PasswdFileSource(Path path, UserKey key) {}

    /// @param trustedNetworks exempt from limits by address
    public record Limits(
            Connections connections,
            List<Network> trustedNetworks,
            long messageBytes,
            Imap imap,
            Lmtp lmtp) {
        public Limits {
            trustedNetworks = List.copyOf(trustedNetworks);
        }

        /// @param unauthenticated one more closes the oldest of them
        public record Connections(
                int total,
                int perAddress,
                int perUserAndAddress,
                int unauthenticated,
                int unauthenticatedPerAddress) {}

        /// @param idle without a byte from a client that is logged in
        /// @param messages of one command
        /// @param search may take so long
        public record Imap(
                Duration login,
                Duration idle,
                Duration keepAlive,
                int badCommandsBeforeLogin,
                int badCommands,
                MessageLimit messages,
                Duration search) {}

        public record Lmtp(int recipients, Duration idle, int badCommands) {}
    }
}
