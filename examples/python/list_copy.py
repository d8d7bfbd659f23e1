# SPDX-License-Identifier: MIT-0
"""Your copy of the list, in SQLite. What an event changes and how far you have read are one transaction: it holds after any crash."""

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
    """Each call opens the file for itself, so that threads may share it."""

    def __init__(self, path):
        self._path = path
        with closing(self._open()) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_SCHEMA)

    def place(self):
        """Behind which event the feed goes on; None before the first export was loaded."""
        with closing(self._open()) as db:
            return _place_of(db, "feed")

    def load(self, lines, sequence):
        """An export takes the place of all that was known."""
        with self._transaction() as db:
            db.execute("DELETE FROM entries")
            for line in lines:
                _put(db, from_export(line, sequence))
            for name in ("loaded", "feed"):
                db.execute("INSERT OR REPLACE INTO place VALUES (?, ?)", (name, sequence))

    def follow(self, events, next_place):
        """Events of the feed, and where it goes on behind them."""
        with self._transaction() as db:
            for event in events:
                _apply(db, event)
            db.execute("INSERT OR REPLACE INTO place VALUES ('feed', ?)", (next_place,))

    def take(self, event, event_id, timestamp):
        """An event that was pushed; False where this very message was taken before: a replay."""
        with self._transaction() as db:
            # What is older than twice the tolerance is refused for its age.
            db.execute("DELETE FROM accepted WHERE timestamp < ?", (timestamp - 2 * TOLERANCE_S,))
            accepted = db.execute("INSERT OR IGNORE INTO accepted VALUES (?, ?)", (event_id, timestamp))
            if accepted.rowcount == 0:
                return False
            _apply(db, event)
            return True

    def lines(self):
        """One line an entry, as an export has them, by entry id."""
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
    # It is in the export that was loaded.
    if int(event["sequence"]) <= (_place_of(db, "loaded") or 0):
        return
    for said in statements_of(event):
        row = db.execute("SELECT standing FROM entries WHERE entry_id = ?", (said["entryId"],)).fetchone()
        _put(db, with_statement(None if row is None else json.loads(row[0]), said))


def _put(db, standing):
    db.execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", (standing["entryId"], json.dumps(standing)))


def _place_of(db, name):
    row = db.execute("SELECT sequence FROM place WHERE name = ?", (name,)).fetchone()
    return None if row is None else row[0]
