# SPDX-License-Identifier: MIT-0
# Applies events to your copy of the list, in any order and more than once. A higher entryVersion is a newer text of the entry. Where
# two events have the same version, the earlier one in the log set it. entry.history resets an entry: it overrides all earlier
# events in the log. An id that was merged into another is no longer listed.
#
# Inputs in any order: events, pages of the feed, and {"export": SEQUENCE, "line": …} for each line of an export. Prints the list, one
# entry per line. `versionBy` is the sequence that set the version, `resetBy` the last one that reset the entry.

def standing: { resetBy: 0, mergedInto: null, mergedBy: 0 } + .;

def statements:
  (.sequence | tonumber) as $versionBy | .type as $type | .data |
  if $type == "list.baselined" then
    .entries[] | { entryId, entryVersion: 1, partyId, validFrom: null, listed: true, entry, $versionBy }
  elif $type == "entry.history" then
    { entryId, entryVersion, partyId, listed, entry, $versionBy, resetBy: $versionBy,
      validFrom: (if .listed then .versions[-1].validFrom else null end) }
  elif $type == "entry.merged" then
    { entryId: .mergedId, entryVersion: 0, partyId: "", validFrom: null, listed: false, entry, versionBy: 0,
      mergedInto: .keptId, mergedBy: $versionBy }
  elif ($type | startswith("entity.")) and (.after // .before) != null then
    { entryId, entryVersion, partyId, validFrom: (if .after then .validFrom else null end),
      listed: (.after != null), entry: (.after // .before), $versionBy }
  else empty end
  | standing;

def from_export:
  .export as $at | .line |
  { entryId, entryVersion, partyId, validFrom, listed: true, versionBy: $at, resetBy: $at,
    entry: del(.entryId, .entryVersion, .partyId, .validFrom) }
  | standing;

def is_newer($known):
  if .versionBy <= $known.resetBy then false
  # A reset is overridden only by a version that was created after it.
  elif .resetBy > 0 then $known.versionBy < .resetBy or $known.entryVersion <= .entryVersion
  elif .entryVersion != $known.entryVersion then .entryVersion > $known.entryVersion
  else .versionBy < $known.versionBy end;

def with($statement):
  if . == null then $statement
  else
    . as $known |
    (if $known.mergedBy > $statement.mergedBy then $known else $statement end) as $merged |
    (if ($statement | is_newer($known)) then $statement else $known end) +
    { resetBy: ([$known.resetBy, $statement.resetBy] | max), mergedInto: $merged.mergedInto, mergedBy: $merged.mergedBy }
  end;

[inputs] as $all |
([$all[] | .export? // 0] | max // 0) as $loaded |
reduce (
  $all[] |
  if has("line") then from_export
  # The export already includes earlier events.
  else (.events[]? // select(has("type"))) | select((.sequence | tonumber) > $loaded) | statements end
) as $statement ({}; .[$statement.entryId] |= with($statement))
| [.[]] | sort_by(.entryId)[]
| select(.listed and .mergedBy < .versionBy)
| { entryId, entryVersion, partyId, validFrom } + .entry
