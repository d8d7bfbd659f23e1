# SPDX-License-Identifier: MIT-0
"""What an event does to your copy of the list. Events may come in any order and more than once: the copy ends the same.

Of one entry, the higher `entryVersion` is the newer text. Where two events name one version, the first of the log told it, and
the later one only adds evidence. `entry.history` tells all that is held of an entry, so that it stands above every event before
it in the log, whatever versions they name. An id that was merged into another is listed no more.

A standing is what is known of one entry: `entryId`, `entryVersion`, `partyId`, `validFrom`, `entry`, and
- `listed`: whether its newest version is a listing, and no removal;
- `toldBy`: sequence of the event that told this version;
- `wholeBy`: sequence of the last event, or export, that told the whole entry: what came before it in the log says nothing;
- `mergedInto`, `mergedBy`: of an id that a person found to be another's, whose, and the sequence that says so.
"""


def statements_of(event):
    """What the event says, one standing an entry; none of an event that is about no entry, or of a type unknown to us."""
    kind, data, told_by = event["type"], event["data"], int(event["sequence"])
    if kind == "list.baselined":
        return [
            _standing(one["entryId"], 1, one["partyId"], None, one["entry"], True, told_by)
            for one in data["entries"]
        ]
    if kind == "entry.history":
        versions = data["versions"]
        valid_from = versions[-1]["validFrom"] if data["listed"] and versions else None
        who = (data["entryId"], data["entryVersion"], data["partyId"])
        return [_standing(*who, valid_from, data["entry"], data["listed"], told_by, whole_by=told_by)]
    if kind == "entry.merged":
        merged = {"mergedInto": data["keptId"], "mergedBy": told_by}
        return [{**_standing(data["mergedId"], 0, "", None, data["entry"], False, 0), **merged}]
    if not kind.startswith("entity."):
        return []
    after = data.get("after")
    entry = after or data.get("before")
    if entry is None:
        return []
    valid_from = data["validFrom"] if after else None
    who = (data["entryId"], data["entryVersion"], data["partyId"])
    return [_standing(*who, valid_from, entry, after is not None, told_by)]


def with_statement(known, said):
    """What is known once this was said as well, whichever of the two came first. `known` is None of an entry not heard of."""
    if known is None:
        return said
    merged = known if known["mergedBy"] > said["mergedBy"] else said
    return {
        **(said if _is_newer(said, known) else known),
        "wholeBy": max(known["wholeBy"], said["wholeBy"]),
        "mergedInto": merged["mergedInto"],
        "mergedBy": merged["mergedBy"],
    }


def from_export(line, sequence):
    """A line of `entries.ndjson`; `sequence` is the export's."""
    entry = dict(line)
    who = (entry.pop("entryId"), entry.pop("entryVersion"), entry.pop("partyId"))
    return _standing(*who, entry.pop("validFrom"), entry, True, sequence, whole_by=sequence)


def is_listed(standing):
    return standing["listed"] and standing["mergedBy"] < standing["toldBy"]


def _is_newer(said, known):
    if said["toldBy"] <= known["wholeBy"]:
        return False
    if said["wholeBy"] > 0:
        # A whole telling yields only to a version that was made after it.
        return known["toldBy"] < said["wholeBy"] or known["entryVersion"] <= said["entryVersion"]
    if said["entryVersion"] != known["entryVersion"]:
        return said["entryVersion"] > known["entryVersion"]
    return said["toldBy"] < known["toldBy"]


def _standing(entry_id, version, party_id, valid_from, entry, listed, told_by, whole_by=0):
    return {
        "entryId": entry_id,
        "entryVersion": version,
        "partyId": party_id,
        "validFrom": valid_from,
        "listed": listed,
        "entry": entry,
        "toldBy": told_by,
        "wholeBy": whole_by,
        "mergedInto": None,
        "mergedBy": 0,
    }
