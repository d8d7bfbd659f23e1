# SPDX-License-Identifier: MIT-0
"""Your copy of the list, in SQLite. Each transaction writes the changes of an event together with the read position, so the copy survives any crash."""

import json
import sqlite3
from contextlib import closing, contextmanager

from apply_event import from_export, is_listed, statements_of, with_statement
from verify_webhook import TOLERANCE_S

_SCHEMA = """
  CREATE TABLE IF NOT EXISTS entries (entry_id TEXT PRIMARY KEY, standing TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS place (name TEXT PRIMARY KEY, sequence INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS accepted (id TEXT, timestamp INTEGER, PRIMARY KEY (id, timestamp));
"""


class ListCopy:
    """Each call opens the file, so that threads may share the object."""

    def __init__(self, path):
        self._path = path
        with closing(self._open()) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_SCHEMA)

    def place(self):
        """The sequence after which the feed continues; None before the first export is loaded."""
        with closing(self._open()) as db:
            return _place_of(db, "feed")

    def load(self, lines, sequence):
        """Replaces the copy by an export."""
        with self._transaction() as db:
            db.execute("DELETE FROM entries")
            for line in lines:
                _put(db, from_export(line, sequence))
            for name in ("loaded", "feed"):
                db.execute("INSERT OR REPLACE INTO place VALUES (?, ?)", (name, sequence))

    def follow(self, events, next_place):
        """Applies events of the feed and stores the next position."""
        with self._transaction() as db:
            for event in events:
                _apply(db, event)
            db.execute("INSERT OR REPLACE INTO place VALUES ('feed', ?)", (next_place,))

    def take(self, event, event_id, timestamp):
        """Applies a pushed event; False if the same message was already accepted (a replay)."""
        with self._transaction() as db:
            # Older messages are refused for their age, so their ids can be forgotten.
            db.execute("DELETE FROM accepted WHERE timestamp < ?", (timestamp - 2 * TOLERANCE_S,))
            accepted = db.execute("INSERT OR IGNORE INTO accepted VALUES (?, ?)", (event_id, timestamp))
            if accepted.rowcount == 0:
                return False
            _apply(db, event)
            return True

    def lines(self):
        """The entries as lines of an export, ordered by entry id."""
        with closing(self._open()) as db:
            rows = db.execute("SELECT standing FROM entries ORDER BY entry_id").fetchall()
        for standing in filter(is_listed, (json.loads(row[0]) for row in rows)):
            names = ("entryId", "entryVersion", "partyId", "validFrom")
            yield json.dumps({**{name: standing[name] for name in names}, **standing["entry"]}, ensure_ascii=False)

    def _open(self):
        return sqlite3.connect(self._path, timeout=5, isolation_level=None)

    @contextmanager
    def _transaction(self):
        with closing(self._open()) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")


def _apply(db, event):
    # The loaded export already includes this event.
    if int(event["sequence"]) <= (_place_of(db, "loaded") or 0):
        return
    for statement in statements_of(event):
        row = db.execute("SELECT standing FROM entries WHERE entry_id = ?", (statement["entryId"],)).fetchone()
        _put(db, with_statement(None if row is None else json.loads(row[0]), statement))


def _put(db, standing):
    db.execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", (standing["entryId"], json.dumps(standing)))


def _place_of(db, name):
    row = db.execute("SELECT sequence FROM place WHERE name = ?", (name,)).fetchone()
    return None if row is None else row[0]
