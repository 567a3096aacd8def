// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

/// What a client did or was told, while a disk was recorded.
sealed interface Milestone {
    /// It asked for a step.
    record Begun(Step step) implements Milestone {
        @Override
        public String toString() {
            return "begun: " + step;
        }
    }

    /// The step was acknowledged.
    record Acknowledged(Step step) implements Milestone {
        @Override
        public String toString() {
            return "acknowledged: " + step;
        }
    }

    /// The step was refused.
    record Refused(Step step) implements Milestone {
        @Override
        public String toString() {
            return "refused: " + step;
        }
    }

    /// It looked at all there is.
    record Seen(Sighting sighting) implements Milestone {
        @Override
        public String toString() {
            return "seen";
        }
    }

    /// After a restart, it looked at all there is: what was open before is done or it is not.
    record Recovered(Sighting sighting) implements Milestone {
        @Override
        public String toString() {
            return "recovered";
        }
    }

    /// It was told of a change without asking.
    record Heard(long uidValidity, long uidNext, long modSeq) implements Milestone {}
}
