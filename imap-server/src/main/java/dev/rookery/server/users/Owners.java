// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import dev.rookery.maildir.AccountLocation.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Turns accounts and groups into the numbers that files carry.
public final class Owners {
    private static final int USER_FIELD = 2;

    private Owners() {}

    /// Reads `user:group`, each by name or number, or `user` alone with that user's own group.
    ///
    /// @throws IllegalArgumentException if there is no such account or group
    public static Owner parse(String text) {
        int colon = text.indexOf(':');
        String user = colon < 0 ? text : text.substring(0, colon);
        if (colon < 0) {
            String[] account = lookUp("passwd", user);
            return new Owner(number(account[USER_FIELD]), number(account[USER_FIELD + 1]));
        }
        return new Owner(id("passwd", user), id("group", text.substring(colon + 1)));
    }

    /// Whether this process may create files that belong to somebody else: only root may.
    public static boolean mayGiveTo(Owner owner) {
        try {
            int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return uid == 0 || uid == owner.uid();
        } catch (IOException noProc) {
            throw new java.io.UncheckedIOException(noProc);
        }
    }

    private static int id(String database, String nameOrNumber) {
        boolean isNumber =
                !nameOrNumber.isEmpty() && nameOrNumber.chars().allMatch(c -> c >= '0' && c <= '9');
        return number(isNumber ? nameOrNumber : lookUp(database, nameOrNumber)[USER_FIELD]);
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException tooBig) {
            throw new IllegalArgumentException(digits + " is no user or group number", tooBig);
        }
    }

    /// Asks the system's own databases, whatever they are made of, through `getent`.
    private static String[] lookUp(String database, String name) {
        if (name.isEmpty() || name.startsWith("-")) {
            throw unknown(database, name);
        }
        try {
            Process getent =
                    new ProcessBuilder("getent", database, name)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            getent.getOutputStream().close();
            byte[] answer = getent.getInputStream().readAllBytes();
            String[] fields = new String(answer, StandardCharsets.UTF_8).strip().split(":", -1);
            if (getent.waitFor() != 0 || fields.length <= USER_FIELD) {
                throw unknown(database, name);
            }
            return fields;
        } catch (IOException noGetent) {
            throw new IllegalArgumentException("cannot look up \"" + name + "\"", noGetent);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted", stopping);
        }
    }

    private static IllegalArgumentException unknown(String database, String name) {
        String kind = database.equals("group") ? "group" : "account";
        return new IllegalArgumentException("this system has no " + kind + " \"" + name + "\"");
    }
}
