"""Whom a document offers for contact: people, e-mail addresses and telephones bound into contacts.

A table row binds what stands in it. Elsewhere an address or number belongs to the person before it, as long as no
sentence ends and no other person stands between; one that opens a row of them belongs to the person right after it.
What belongs to nobody is a contact of its own where the document offers it, and none in a letterhead or imprint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractors.boundaries import find_boundaries
from extractors.mention import Document, Mention
from extractors.people.deciding import fold_name
from pipeline.relate.facts import ContactFacts
from pipeline.relate.offers import is_offered
from pipeline.relate.posts import find_organization, find_title

_REACH = 170  # characters between a person and the address or number that follows
_LONG_LINE = 90  # a line of prose; a shorter one that ends with a full stop may be part of a contact
_BARE = re.compile(r"[\s,:|(–-]*\Z")


@dataclass(slots=True)
class _Group:
    """What was bound so far, as indices into the mentions: a person or nobody, addresses, numbers."""

    person: int | None
    emails: list[int] = field(default_factory=list)
    phones: list[int] = field(default_factory=list)

    @property
    def parts(self) -> list[int]:
        """All places, in the order of the text."""
        return sorted([*([] if self.person is None else [self.person]), *self.emails, *self.phones])


def relate_contacts(document: Document, mentions: tuple[Mention, ...]) -> tuple[ContactFacts, ...]:
    """The contacts that a document offers, in its order; a second phone of a person makes a second contact.

    >>> from extractors.mention import Segment
    >>> text = "Kreiptis: Ona Vilkaitė, tel. +370 612 00000."
    >>> document = Document("d", text, (Segment(0, len(text), "body"),), "lt")
    >>> person = Mention("person", 10, 22, "Ona Vilkaitė", "Ona Vilkaitė")
    >>> phone = Mention("phone", 29, 43, "+370 612 00000", "+37061200000")
    >>> [(contact.name, contact.phone) for contact in relate_contacts(document, (person, phone))]
    [('Ona Vilkaitė', '+37061200000')]
    """
    contacts = [
        contact
        for group in _bind(document, mentions)
        if group.person is not None or is_offered(document, [mentions[at] for at in group.parts], mentions)
        for contact in _build(document, mentions, group)
    ]
    return _merge(contacts)


def _bind(document: Document, mentions: tuple[Mention, ...]) -> list[_Group]:
    rows = [(segment.start, segment.end) for segment in document.segments if segment.kind == "table row"]
    groups: list[_Group] = []
    waiting: list[int] = []  # addresses and numbers that nobody stands before
    current: _Group | None = None
    for at, mention in enumerate(mentions):
        if mention.kind == "person":
            current = _Group(at)
            groups.append(current)
            for index in _taken_forward(document.text, mentions, waiting, mention):
                _add(current, index, mentions)
                waiting.remove(index)
        elif mention.kind in ("email", "phone"):
            if current and _belongs(document, mentions, current, at, rows):
                _add(current, at, mentions)
            else:
                waiting.append(at)
    lone = _bind_lone(document, mentions, waiting)
    bound = [group for group in groups if group.emails or group.phones]
    return sorted([*bound, *lone], key=lambda group: group.parts[0])


def _add(group: _Group, index: int, mentions: tuple[Mention, ...]) -> None:
    (group.emails if mentions[index].kind == "email" else group.phones).append(index)


def _taken_forward(text: str, mentions: tuple[Mention, ...], waiting: list[int], person: Mention) -> list[int]:
    """What stands right before a person, with nothing but commas between: ``8 698 00000, Ona Vilkaitė, ...``, and
    an address near by that is made of the name."""
    taken: list[int] = []
    start = person.start
    for index in reversed(waiting):
        part = mentions[index]
        bare = _BARE.match(part_text := text[part.end : start]) is not None and "\n" not in part_text
        own = part.kind == "email" and person.start - part.end < 60 and _is_made_of(part, person)
        if not own and not (bare and part.kind == "phone"):
            break
        taken.append(index)
        start = part.start
    return taken


def _belongs(
    document: Document, mentions: tuple[Mention, ...], group: _Group, at: int, rows: list[tuple[int, int]]
) -> bool:
    person, part = mentions[group.parts[0] if group.person is None else group.person], mentions[at]
    last = mentions[group.parts[-1]]
    row = next(((start, end) for start, end in rows if start <= person.start < end), None)
    if row and not part.start < row[1] and any(start <= part.start < end for start, end in rows):
        return False
    gap = document.text[last.end : part.start]
    if len(gap) > _REACH or _ends_sentence(gap, document.language or "xx"):
        return False
    if part.kind == "email" and group.emails and not _is_made_of(part, person):
        return not re.search(r"[^\W\d_]{4}", gap)  # "a@b.lt, c@b.lt"; with words of its own it is for something else
    return True


def _ends_sentence(gap: str, language: str) -> bool:
    """Whether a sentence ends in what stands between: a full stop inside a line, or at the end of a line of prose."""
    for boundary in find_boundaries(gap, language):
        if boundary and gap[boundary - 1] != "\n" and not gap[:boundary].rstrip(" ").endswith("\n"):
            return True
    lines = gap.split("\n")[:-1]
    return any(line.rstrip().endswith((".", "!", "?", "”", "“")) and len(line) > _LONG_LINE for line in lines)


def _is_made_of(email: Mention, person: Mention) -> bool:
    """Whether an address is made of a name: ``o.vilkaite@``, ``ona@``."""
    local = fold_name(email.value.partition("@")[0])
    return any(len(part) > 2 and part in local for part in map(fold_name, re.split(r"[ -]", person.value)))


def _bind_lone(document: Document, mentions: tuple[Mention, ...], waiting: list[int]) -> list[_Group]:
    """Addresses and numbers of nobody: one address and one number that stand together make one contact."""
    groups: list[_Group] = []
    for index in sorted(waiting):
        part, last = mentions[index], groups[-1] if groups else None
        end = mentions[last.parts[-1]].end if last else 0
        gap = document.text[end : part.start]
        full = last is None or bool(last.emails if part.kind == "email" else last.phones)
        if full or len(gap) > _REACH // 2 or _ends_sentence(gap, document.language or "xx"):
            last = _Group(None)
            groups.append(last)
        if last is not None:
            _add(last, index, mentions)
    return groups


def _build(document: Document, mentions: tuple[Mention, ...], group: _Group) -> list[ContactFacts]:
    person = mentions[group.person] if group.person is not None else None
    parts = [mentions[at] for at in group.parts]
    name = (person.refers_to or person.value) if person else None
    title = find_title(document, person, parts, mentions) if person else None
    organization = find_organization(document, parts, mentions)
    contacts = []
    for place in range(max(len(group.emails), len(group.phones))):
        email = group.emails[place] if place < len(group.emails) else None
        phone = group.phones[place] if place < len(group.phones) else None
        places = tuple(at for at in (group.person, email, phone) if at is not None)
        contacts.append(
            ContactFacts(
                name=name,
                title=title,
                organization=organization,
                email=mentions[email].value if email is not None else None,
                phone=mentions[phone].value if phone is not None else None,
                mentions=tuple(sorted(places)),
            )
        )
    return contacts


def _merge(contacts: list[ContactFacts]) -> tuple[ContactFacts, ...]:
    """Each contact once: what a later one repeats is left, what it adds to the same person is taken over."""
    merged: list[ContactFacts] = []
    for contact in contacts:
        place = next((at for at, other in enumerate(merged) if _is_same(other, contact)), None)
        if place is None:
            merged.append(contact)
        else:
            other = merged[place]
            merged[place] = replace(
                other,
                name=other.name or contact.name,
                title=other.title or contact.title,
                organization=other.organization or contact.organization,
                email=other.email or contact.email,
                phone=other.phone or contact.phone,
                mentions=tuple(sorted({*other.mentions, *contact.mentions})),
            )
    return tuple(merged)


def _is_same(left: ContactFacts, right: ContactFacts) -> bool:
    """Whether two contacts say nothing different, and share a person, an address or a number."""
    fields = ((left.name, right.name), (left.email, right.email), (left.phone, right.phone))
    agree = all(a is None or b is None or a == b for a, b in fields)
    return agree and any(a is not None and a == b for a, b in fields)
