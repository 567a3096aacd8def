// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.internal.mime.Column;

/// One thing the cache knows of a message, and its place among those of its lane.
public enum Field {
    /// Stored bytes and bytes of the CRLF form.
    SIZES(Lane.STRUCTURE, 0),
    ENVELOPE(Lane.STRUCTURE, 1),
    BODY_STRUCTURE(Lane.STRUCTURE, 2),
    BODY(Lane.STRUCTURE, 3),
    OUTLINE(Lane.STRUCTURE, 4),

    SENT(Lane.COLUMNS, 0),
    FROM(Lane.COLUMNS, 1),
    TO(Lane.COLUMNS, 2),
    CC(Lane.COLUMNS, 3),
    BCC(Lane.COLUMNS, 4),
    SUBJECT(Lane.COLUMNS, 5),
    MESSAGE_ID(Lane.COLUMNS, 6),
    IN_REPLY_TO(Lane.COLUMNS, 7),
    REFERENCES(Lane.COLUMNS, 8),
    PREVIEW(Lane.COLUMNS, 9),

    HEADER(Lane.HEADER, 0);

    private final Lane lane;
    private final int place;

    Field(Lane lane, int place) {
        this.lane = lane;
        this.place = place;
    }

    public Lane lane() {
        return lane;
    }

    static Field of(Column column) {
        return switch (column) {
            case FROM -> FROM;
            case TO -> TO;
            case CC -> CC;
            case BCC -> BCC;
            case SUBJECT -> SUBJECT;
            case MESSAGE_ID -> MESSAGE_ID;
            case IN_REPLY_TO -> IN_REPLY_TO;
            case REFERENCES -> REFERENCES;
        };
    }

    /// Its place in its lane, from 0.
    int place() {
        return place;
    }
}
