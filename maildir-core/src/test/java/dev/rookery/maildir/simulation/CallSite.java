// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where in the engine the disk was asked for something.
///
/// @param method the nearest in the engine, the room `files` excepted
/// @param line of that method's file
/// @param caller the nearest method of another class that led there, or empty
/// @param object what kind of file or directory it was about
record CallSite(String method, int line, String caller, String object) {
    private static final String ENGINE = "dev.rookery.maildir.internal.";
    private static final String FILES = ENGINE + "files.";
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$.*");

    /// Who is asking right now for something to be done about `name`.
    static Optional<CallSite> nearest(String name) {
        List<StackFrame> frames =
                StackWalker.getInstance().walk(all -> all.filter(CallSite::isEngine).toList());
        if (frames.isEmpty()) {
            return Optional.empty();
        }
        StackFrame nearest = frames.getFirst();
        String caller =
                frames.stream()
                        .filter(frame -> !frame.getClassName().equals(nearest.getClassName()))
                        .findFirst()
                        .map(CallSite::method)
                        .orElse("");
        return Optional.of(
                new CallSite(method(nearest), nearest.getLineNumber(), caller, objectOf(name)));
    }

    private static boolean isEngine(StackFrame frame) {
        String name = frame.getClassName();
        return name.startsWith(ENGINE) && !name.startsWith(FILES);
    }

    private static String method(StackFrame frame) {
        String name = frame.getClassName();
        Matcher lambda = LAMBDA.matcher(frame.getMethodName());
        return name.substring(name.lastIndexOf('.') + 1)
                + "."
                + (lambda.matches() ? lambda.group(1) : frame.getMethodName());
    }

    /// Names that differ in numbers only stand for the same kind of thing.
    private static String objectOf(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        if (!last.isEmpty() && Character.isDigit(last.charAt(0))) {
            return "message";
        }
        if (last.startsWith(".") && !last.startsWith("..")) {
            return "folder";
        }
        return last.replaceAll("\\.?[0-9]+(\\.new)?$", "");
    }

    /// Without the line, which the next edit moves.
    String name() {
        return method + "(" + object + ")" + (caller.isEmpty() ? "" : " from " + caller);
    }

    @Override
    public String toString() {
        return name() + " at line " + line;
    }
}
