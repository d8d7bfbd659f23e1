# SPDX-License-Identifier: MIT-0
# What events do to your copy of the list, in any order and more than once. Of one entry, the higher entryVersion is the newer text;
# where two events name one version, the first of the log told it. entry.history tells all that is held of an entry: it stands
# above every event before it in the log. An id that was merged into another is listed no more.
#
# Inputs are, in any order, events, pages of the feed, and {"export": SEQUENCE, "line": …} of each line of an export. Prints the list,
# one entry a line. `toldBy` is the sequence that told a version, `wholeBy` the last one that told the whole entry.

def standing: { wholeBy: 0, mergedInto: null, mergedBy: 0 } + .;

def statements:
  (.sequence | tonumber) as $toldBy | .type as $type | .data |
  if $type == "list.baselined" then
    .entries[] | { entryId, entryVersion: 1, partyId, validFrom: null, listed: true, entry, $toldBy }
  elif $type == "entry.history" then
    { entryId, entryVersion, partyId, listed, entry, $toldBy, wholeBy: $toldBy,
      validFrom: (if .listed then .versions[-1].validFrom else null end) }
  elif $type == "entry.merged" then
    { entryId: .mergedId, entryVersion: 0, partyId: "", validFrom: null, listed: false, entry, toldBy: 0,
      mergedInto: .keptId, mergedBy: $toldBy }
  elif ($type | startswith("entity.")) and (.after // .before) != null then
    { entryId, entryVersion, partyId, validFrom: (if .after then .validFrom else null end),
      listed: (.after != null), entry: (.after // .before), $toldBy }
  else empty end
  | standing;

def from_export:
  .export as $at | .line |
  { entryId, entryVersion, partyId, validFrom, listed: true, toldBy: $at, wholeBy: $at,
    entry: del(.entryId, .entryVersion, .partyId, .validFrom) }
  | standing;

def is_newer($known):
  if .toldBy <= $known.wholeBy then false
  # A whole telling yields only to a version that was made after it.
  elif .wholeBy > 0 then $known.toldBy < .wholeBy or $known.entryVersion <= .entryVersion
  elif .entryVersion != $known.entryVersion then .entryVersion > $known.entryVersion
  else .toldBy < $known.toldBy end;

def with($said):
  if . == null then $said
  else
    . as $known |
    (if $known.mergedBy > $said.mergedBy then $known else $said end) as $merged |
    (if ($said | is_newer($known)) then $said else $known end) +
    { wholeBy: ([$known.wholeBy, $said.wholeBy] | max), mergedInto: $merged.mergedInto, mergedBy: $merged.mergedBy }
  end;

[inputs] as $all |
([$all[] | .export? // 0] | max // 0) as $loaded |
reduce (
  $all[] |
  if has("line") then from_export
  # What the export holds already is left out.
  else (.events[]? // select(has("type"))) | select((.sequence | tonumber) > $loaded) | statements end
) as $said ({}; .[$said.entryId] |= with($said))
| [.[]] | sort_by(.entryId)[]
| select(.listed and .mergedBy < .toldBy)
| { entryId, entryVersion, partyId, validFrom } + .entry
