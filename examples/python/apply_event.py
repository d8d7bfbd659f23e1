# SPDX-License-Identifier: MIT-0
"""Applies events to your copy of the list. Events may arrive in any order and more than once: the result is the same.

A higher `entryVersion` is a newer text of the entry. Where two events have the same version, the earlier one in the log set it, and
the later one only adds evidence. `entry.history` resets an entry: it overrides all earlier events in the log, whatever versions
they have. An id that was merged into another is no longer listed.

A standing is the known state of one entry: `entryId`, `entryVersion`, `partyId`, `validFrom`, `entry`, and
- `listed`: whether its newest version is a listing, not a removal;
- `versionBy`: sequence of the event that set this version;
- `resetBy`: sequence of the last event or export that reset the entry: earlier events in the log no longer count;
- `mergedInto`, `mergedBy`: for an id that was merged, the kept id and the sequence of the merge.
"""


def statements_of(event):
    """The statements of an event, one standing per entry; none for events about no entry and for unknown types."""
    kind, data, version_by = event["type"], event["data"], int(event["sequence"])
    if kind == "list.baselined":
        return [
            _standing(one["entryId"], 1, one["partyId"], None, one["entry"], True, version_by)
            for one in data["entries"]
        ]
    if kind == "entry.history":
        versions = data["versions"]
        valid_from = versions[-1]["validFrom"] if data["listed"] and versions else None
        who = (data["entryId"], data["entryVersion"], data["partyId"])
        return [_standing(*who, valid_from, data["entry"], data["listed"], version_by, reset_by=version_by)]
    if kind == "entry.merged":
        merged = {"mergedInto": data["keptId"], "mergedBy": version_by}
        return [{**_standing(data["mergedId"], 0, "", None, data["entry"], False, 0), **merged}]
    if not kind.startswith("entity."):
        return []
    after = data.get("after")
    entry = after or data.get("before")
    if entry is None:
        return []
    valid_from = data["validFrom"] if after else None
    who = (data["entryId"], data["entryVersion"], data["partyId"])
    return [_standing(*who, valid_from, entry, after is not None, version_by)]


def with_statement(known, statement):
    """Merges a statement into the known standing, in any order. `known` is None for an unknown entry."""
    if known is None:
        return statement
    merged = known if known["mergedBy"] > statement["mergedBy"] else statement
    return {
        **(statement if _is_newer(statement, known) else known),
        "resetBy": max(known["resetBy"], statement["resetBy"]),
        "mergedInto": merged["mergedInto"],
        "mergedBy": merged["mergedBy"],
    }


def from_export(line, sequence):
    """The standing of a line of `entries.ndjson`. `sequence` is the export's."""
    entry = dict(line)
    who = (entry.pop("entryId"), entry.pop("entryVersion"), entry.pop("partyId"))
    return _standing(*who, entry.pop("validFrom"), entry, True, sequence, reset_by=sequence)


def is_listed(standing):
    return standing["listed"] and standing["mergedBy"] < standing["versionBy"]


def _is_newer(statement, known):
    if statement["versionBy"] <= known["resetBy"]:
        return False
    if statement["resetBy"] > 0:
        # A reset is overridden only by a version that was created after it.
        return known["versionBy"] < statement["resetBy"] or known["entryVersion"] <= statement["entryVersion"]
    if statement["entryVersion"] != known["entryVersion"]:
        return statement["entryVersion"] > known["entryVersion"]
    return statement["versionBy"] < known["versionBy"]


def _standing(entry_id, version, party_id, valid_from, entry, listed, version_by, reset_by=0):
    return {
        "entryId": entry_id,
        "entryVersion": version,
        "partyId": party_id,
        "validFrom": valid_from,
        "listed": listed,
        "entry": entry,
        "versionBy": version_by,
        "resetBy": reset_by,
        "mergedInto": None,
        "mergedBy": 0,
    }
