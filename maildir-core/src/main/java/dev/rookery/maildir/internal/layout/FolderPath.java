// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The directories from an account's root down to a folder, as they are spelled on disk; none for
/// INBOX.
public record FolderPath(List<String> steps) {
    /// The root itself.
    public static final FolderPath ROOT = new FolderPath(List.of());

    /// @throws IllegalArgumentException if a step is none inside a directory
    public FolderPath {
        steps = List.copyOf(steps);
        if (!steps.stream().allMatch(FolderPath::isStep)) {
            throw new IllegalArgumentException("not a path of directories: " + steps);
        }
    }

    public static FolderPath of(String... steps) {
        return new FolderPath(List.of(steps));
    }

    /// Reads what [#toString] wrote; empty if nobody's path reads so.
    public static Optional<FolderPath> parse(String text) {
        List<String> steps = text.isEmpty() ? List.of() : List.of(text.split("/", -1));
        return steps.stream().allMatch(FolderPath::isStep)
                ? Optional.of(new FolderPath(steps))
                : Optional.empty();
    }

    public boolean isRoot() {
        return steps.isEmpty();
    }

    /// @throws java.util.NoSuchElementException if this is the root
    public String last() {
        return steps.getLast();
    }

    /// @throws java.util.NoSuchElementException if this is the root
    public FolderPath parent() {
        List<String> above = new ArrayList<>(steps);
        above.removeLast();
        return new FolderPath(above);
    }

    public FolderPath resolve(String step) {
        List<String> below = new ArrayList<>(steps);
        below.add(step);
        return new FolderPath(below);
    }

    /// Whether this lies in the directory `above`, at any depth.
    public boolean isBelow(FolderPath above) {
        int depth = above.steps.size();
        return steps.size() > depth && steps.subList(0, depth).equals(above.steps);
    }

    /// This path with `above` in the place of its first few steps.
    public FolderPath moved(int first, FolderPath above) {
        List<String> moved = new ArrayList<>(above.steps);
        moved.addAll(steps.subList(first, steps.size()));
        return new FolderPath(moved);
    }

    private static boolean isStep(String step) {
        return !step.isEmpty()
                && !step.equals(".")
                && !step.equals("..")
                && step.indexOf('/') < 0
                && step.indexOf('\0') < 0;
    }

    /// The steps with slashes between; empty for the root.
    @Override
    public String toString() {
        return String.join("/", steps);
    }
}
