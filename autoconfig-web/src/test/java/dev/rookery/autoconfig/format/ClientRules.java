// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.format;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// When a mail client can use a document, in the words of what each is known to check.
enum ClientRules {
    /// Drops a server it does not understand; needs one of each kind in the end.
    DESKTOP_THUNDERBIRD {
        @Override
        boolean accepts(XmlElement root) {
            return provider(root)
                    .filter(provider -> HOST.matcher(provider.attribute("id")).matches())
                    .filter(provider ->
                            provider.all("domain").stream().anyMatch(ClientRules::isDomain))
                    .filter(provider ->
                            provider.all("incomingServer").stream().anyMatch(this::reads))
                    .filter(provider ->
                            provider.all("outgoingServer").stream().anyMatch(this::sends))
                    .isPresent();
        }

        private boolean reads(XmlElement server) {
            return Set.of("imap", "pop3").contains(server.attribute("type")) && isUsable(server);
        }

        private boolean sends(XmlElement server) {
            return server.attribute("type").equals("smtp") && isUsable(server);
        }

        private boolean isUsable(XmlElement server) {
            return isHost(server.firstText("hostname"))
                    && isPort(server.firstText("port"))
                    && server.all("socketType").stream()
                            .anyMatch(type ->
                                    Set.of("plain", "SSL", "STARTTLS").contains(type.text()))
                    && server.all("authentication").stream()
                            .anyMatch(method -> isPossible(method.text(), server));
        }

        private boolean isPossible(String method, XmlElement server) {
            return METHODS_OF_DESKTOP.contains(method)
                    || (method.equals("OAuth2")
                            && OAUTH_BUILT_IN.matcher(server.firstText("hostname")).matches());
        }
    },

    /// Reads IMAP and SMTP only, and gives up on the whole file for one server it dislikes.
    THUNDERBIRD_FOR_ANDROID {
        @Override
        boolean accepts(XmlElement root) {
            return provider(root)
                    .filter(provider -> !provider.attribute("id").isEmpty())
                    .filter(provider -> provider.first("domain").isPresent())
                    .filter(provider -> allGood(typed(provider, "incomingServer", "imap")))
                    .filter(provider -> allGood(typed(provider, "outgoingServer", "smtp")))
                    .isPresent();
        }

        private boolean allGood(List<XmlElement> servers) {
            return !servers.isEmpty() && servers.stream().allMatch(this::isGood);
        }

        private boolean isGood(XmlElement server) {
            return isHost(server.firstText("hostname").strip())
                    && isPort(server.firstText("port").strip())
                    && Set.of("SSL", "STARTTLS").contains(server.firstText("socketType").strip())
                    && !server.firstText("username").isBlank()
                    && server.all("authentication").stream()
                            .anyMatch(method -> METHODS_OF_ANDROID.contains(method.text().strip()));
        }
    },

    /// Stops at the first incoming server when that is not IMAP; takes host names literally.
    FAIR_EMAIL {
        @Override
        boolean accepts(XmlElement root) {
            return firstIs(root, "incomingServer", "imap")
                    && firstIs(root, "outgoingServer", "smtp");
        }

        private boolean firstIs(XmlElement root, String kind, String type) {
            return provider(root)
                    .flatMap(provider -> provider.first(kind))
                    .filter(server -> server.attribute("type").equals(type))
                    .filter(server -> !server.firstText("hostname").contains("%"))
                    .filter(server -> isPort(server.firstText("port").strip()))
                    .isPresent();
        }
    },

    /// Fills a user name in only where it is exactly a placeholder.
    GNOME_ONLINE_ACCOUNTS {
        @Override
        boolean accepts(XmlElement root) {
            return provider(root).stream()
                    .flatMap(provider -> provider.children().stream())
                    .filter(child -> child.name().endsWith("Server"))
                    .allMatch(server -> PLACEHOLDER_NAMES.contains(server.firstText("username")));
        }
    };

    private static final Set<String> METHODS_OF_DESKTOP =
            Set.of(
                    "password-cleartext",
                    "plain",
                    "password-encrypted",
                    "secure",
                    "GSSAPI",
                    "NTLM",
                    "client-IP-address",
                    "none");

    /// Providers the client is registered with; of them, those that offer nothing but OAuth2.
    private static final Pattern OAUTH_BUILT_IN = Pattern.compile(".*\\.(office365|outlook)\\.com");

    private static final Set<String> METHODS_OF_ANDROID =
            Set.of("password-cleartext", "password-encrypted", "OAuth2");
    private static final Set<String> PLACEHOLDER_NAMES =
            Set.of("%EMAILADDRESS%", "%EMAILLOCALPART%");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern PLACEHOLDERS =
            Pattern.compile("%EMAIL(DOMAIN|LOCALPART|ADDRESS)%");

    abstract boolean accepts(XmlElement root);

    private static Optional<XmlElement> provider(XmlElement root) {
        return root.name().equals("clientConfig") ? root.first("emailProvider") : Optional.empty();
    }

    private static boolean isDomain(XmlElement domain) {
        return isHost(domain.text());
    }

    private static boolean isHost(String text) {
        return HOST.matcher(PLACEHOLDERS.matcher(text).replaceAll("x")).matches();
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}")
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= 65_535;
    }

    private static List<XmlElement> typed(XmlElement provider, String kind, String type) {
        return provider.all(kind).stream()
                .filter(server -> server.attribute("type").equals(type))
                .toList();
    }
}
