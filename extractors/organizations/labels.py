"""Labels of the mentions of one document, from the parts that its words give them: what only the whole can tell."""

from __future__ import annotations

from collections import Counter

from extractors.organizations.candidates import Candidate
from extractors.organizations.cues import Cues, Part
from extractors.organizations.nominative import name_forms
from extractors.organizations.reading import Reading

_NEAR_SEGMENTS = 2
_CODE_NEAR = 3
_TITLE_SEGMENTS = 1
_FIRST_NAMES = 1  # a firm that the document is about is among the first that it names
_BRAND_RULES = {"legal form", "kind before", "kind behind", "list"}
_LABEL: dict[Part, str] = {"lead": "coordinator", "partner": "partner", "works": "partner", "funder": "funder"}


def settle_labels(reading: Reading, found: list[Candidate], parts: list[Part], known: Cues) -> list[str]:
    """One label a candidate.

    Carriers are coordinators unless somebody leads nearby. A short name in brackets has the label of the name before
    it, a university that of its faculty. A document about one firm's own project has that firm as its coordinator.
    """
    if "lead" not in parts or not known.consortium.search(reading.text):
        parts = ["none" if part == "works" else part for part in parts]
    labels = _without_carriers(reading, found, parts)
    for index, candidate in enumerate(found):
        if (
            labels[index] == "mention"
            and candidate.method == "given short name"
            and index
            and found[index - 1].value == candidate.refers_to
        ):
            labels[index] = labels[index - 1]
    labels = _with_bodies_of_units(found, labels, reading.language)
    return _with_beneficiary(reading, found, labels)


def _without_carriers(reading: Reading, found: list[Candidate], parts: list[Part]) -> list[str]:
    named = [(c, part, reading.segment_number(c.start)) for c, part in zip(found, parts, strict=True)]
    leads = [at for _, part, at in named if part == "lead"]
    listed = not _has_several_projects(reading) and any(
        _is_listed(reading, c) for c, part, _ in named if part == "lead"
    )
    leaders = {candidate.value for candidate, part, _ in named if part == "lead"}
    labels = []
    for candidate, part, at in named:
        if part == "carrier":
            led = candidate.value not in leaders and (listed or any(abs(at - lead) <= _NEAR_SEGMENTS for lead in leads))
            labels.append("partner" if led else "coordinator")
        else:
            labels.append(_LABEL.get(part, "mention"))
    return labels


def _has_several_projects(reading: Reading) -> bool:
    return len({m.value for m in reading.before if m.kind == "code" and m.label == "project"}) > 1


def _is_listed(reading: Reading, candidate: Candidate) -> bool:
    """Whether a name stands in a list or table of all who take part."""
    segment = reading.segment(candidate.start)
    return segment is not None and segment.kind in ("list item", "table row")


def _with_bodies_of_units(found: list[Candidate], labels: list[str], language: str) -> list[str]:
    """A university takes part where its faculty does: a faculty signs nothing by itself."""
    units = [(c.value, label) for c, label in zip(found, labels, strict=True) if label in ("coordinator", "partner")]
    settled = []
    for candidate, label in zip(found, labels, strict=True):
        if label == "mention" and candidate.method == "head noun":
            starts = tuple(f"{form} " for form in name_forms(candidate.value, language))
            label = next((own for value, own in units if value.startswith(starts)), label)  # noqa: PLW2901
        settled.append(label)
    return settled


def _with_beneficiary(reading: Reading, found: list[Candidate], labels: list[str]) -> list[str]:
    """The firm that the document is about, as the coordinator of the first project that nobody is said to lead."""
    codes = [reading.segment_number(m.start) for m in reading.before if m.kind == "code" and m.label == "project"]
    led = [reading.segment_number(c.start) for c, x in zip(found, labels, strict=True) if x == "coordinator"]
    if not codes or any(not _has_several_projects(reading) or abs(codes[0] - at) <= _CODE_NEAR for at in led):
        return labels
    leading = {c.value for c, label in zip(found, labels, strict=True) if label == "coordinator"}
    brands = {c.value for c in found if c.method in _BRAND_RULES}
    firms = [c.value for c, x in zip(found, labels, strict=True) if x != "funder" and c.value in brands]
    if not firms:
        return labels
    count = Counter(firms)
    most = max(count, key=lambda name: (count[name], -firms.index(name)))
    first = next(i for i, c in enumerate(found) if c.value == most)
    titled = reading.segment_number(found[first].start) <= _TITLE_SEGMENTS
    if most in leading or count[most] < (2 if titled else 3) or firms.index(most) >= _FIRST_NAMES:
        return labels
    return [*labels[:first], "coordinator", *labels[first + 1 :]]
