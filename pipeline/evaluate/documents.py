"""What a document's rows are worth against its gold (the rules: docs/gold.md)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pipeline.evaluate.names import any_same, folded, is_present, joined_names, money
from pipeline.evaluate.projects import score_projects
from pipeline.evaluate.published import Published, RowOf
from pipeline.evaluate.tally import GoldName, Place, Tally

_RANK = {"coordinator": 3, "partner": 2, "funder": 1, "mention": 0}
_DAY = 10  # characters of a full ISO day


def score_document(tally: Tally, tables: Published, gold: dict[str, Any]) -> None:
    """Add the counts of one document to the tally."""
    row = tables.by_name.get(gold["document"])
    scorer = _Scorer(tally, tables, gold, row)
    scorer.head()
    scorer.codes()
    scorer.amounts_and_countries()
    scorer.organizations()
    scorer.people()
    score_projects(tally, tables, gold, scorer.document_id)


class _Scorer:
    """One document: its rows, its gold, and where its counts go."""

    def __init__(self, tally: Tally, tables: Published, gold: dict[str, Any], row: RowOf | None) -> None:
        self.tally, self.tables, self.gold, self.row = tally, tables, gold, row
        self.document_id: str | None = row["document_id"] if row else None

    def _place(self, field: str) -> Place:
        return Place(field, self.gold["language"], self.gold["document"])

    def _of(self, kind: str) -> list[RowOf]:
        return [mention for mention in self.tables.mentions.get(self.document_id, []) if mention["kind"] == kind]

    def head(self) -> None:
        """Language, publication date, title."""
        row: RowOf = self.row or {}
        published = row.get("published_on")
        day = {str(published)[:_DAY]} if is_present(published) else set()
        language = {row["language"]} if is_present(row.get("language")) else set()
        self.tally.add(self._place("language"), language, {self.gold["language"]})
        self.tally.add(self._place("published"), day, {self.gold["published"]} if self.gold.get("published") else set())
        if self.gold.get("title"):
            found = [{row["title"]}] if is_present(row.get("title")) else []
            self.tally.add_names(self._place("title"), found, [GoldName((self.gold["title"],))])

    def codes(self) -> None:
        """Codes with and without their kind, and programmes."""
        optional = {code["code"] for code in self.gold["codes"] if code.get("optional")}
        found = self._of("code")
        wanted = {(code["code"], code["kind"]) for code in self.gold["codes"] if not code.get("optional")}
        self.tally.add(
            self._place("codes"),
            {m["value"] for m in found},
            {code["code"] for code in self.gold["codes"]} - optional,
            optional,
        )
        kinds = {(m["value"], m["label"]) for m in found if m["value"] not in optional}
        self.tally.add(self._place("codes+kind"), kinds, wanted)
        programmes = joined_names({m["value"]} for m in self._of("programme"))
        self.tally.add_names(
            self._place("programmes"), programmes, [_gold_name(p) for p in self.gold.get("programmes", [])]
        )

    def amounts_and_countries(self) -> None:
        """Amounts and countries, with and without their roles; dates."""
        rows = self.tables.amounts.get(self.document_id, [])
        amounts = {(money(a["value"]), a["currency"], a["role"]) for a in rows}
        expected = {(money(a["value"]), a["currency"], a["role"]) for a in self.gold["amounts"]}
        self.tally.add(self._place("amounts"), {a[:2] for a in amounts}, {a[:2] for a in expected})
        self.tally.add(self._place("amounts+role"), amounts, expected)
        countries = self.tables.countries.get(self.document_id, [])
        self.tally.add(
            self._place("countries"), {c["country"] for c in countries}, {c["code"] for c in self.gold["countries"]}
        )
        self.tally.add(
            self._place("countries+role"),
            {(c["country"], c["role"]) for c in countries if c["role"] != "other"},
            {(c["code"], role) for c in self.gold["countries"] for role in c["roles"] if role != "other"},
        )
        dates = self.gold.get("dates", [])
        optional = {d["date"] for d in dates if d.get("optional")} | {self.gold.get("published")}
        found = {m["value"] for m in self._of("date") if len(str(m["value"])) == _DAY}
        self.tally.add(self._place("dates"), found, {d["date"] for d in dates} - optional, optional)

    def organizations(self) -> None:
        """Organizations, with roles, and those that take part."""
        found = self._entities()
        gold = [_gold_name(entry) for entry in self.gold["organizations"]]
        self.tally.add_names(self._place("organizations"), [spellings for spellings, _ in found], gold)
        self._roles("organizations+role", found, frozenset(_RANK), alike=False)
        self._roles("partners", found, frozenset({"coordinator", "partner"}), alike=True)

    def _entities(self) -> list[tuple[set[str], str]]:
        """The spellings and the strongest role of each organization that the document mentions."""
        spellings: dict[str, set[str]] = defaultdict(set)
        roles: dict[str, str] = {}
        part = {row["mention_id"]: row["role"] for row in self.tables.partners.get(self.document_id, [])}
        for mention in self._of("organization"):
            key = mention["entity_id"] if is_present(mention["entity_id"]) else folded(mention["value"])
            spellings[key].add(mention["value"])
            role = part.get(mention["mention_id"]) or (mention["label"] if mention["label"] in _RANK else "mention")
            if _RANK[role] >= _RANK.get(roles.get(key, ""), -1):
                roles[key] = role
        return [(spellings[key], roles[key]) for key in spellings]

    def _roles(self, field: str, found: list[tuple[set[str], str]], wanted: frozenset[str], alike: bool) -> None:
        """Count roles; where ``alike``, all of the wanted ones count as the same."""
        gold = self.gold["organizations"]
        names = [_gold_name(entry) for entry in gold]
        used: set[int] = set()
        bad = []
        for spellings, role in found:
            hit = next((i for i, entry in enumerate(names) if any_same(spellings, entry.spellings)), None)
            if role not in wanted or (hit is not None and (names[hit].optional or hit in used)):
                continue
            gold_role = gold[hit]["role"] if hit is not None else None
            if hit is not None and (role == gold_role or (alike and gold_role in wanted)):
                used.add(hit)
            else:
                bad.append(f"{sorted(spellings)[0]} as {role}")
        missed = [
            f"{entry['name']} as {entry['role']}"
            for i, entry in enumerate(gold)
            if i not in used and not entry.get("optional") and entry["role"] in wanted
        ]
        self.tally.count(self._place(field), len(used), bad, missed)

    def people(self) -> None:
        """People and contacts."""
        contacts = self.tables.contacts.get(self.document_id, [])
        named = [{c["name"]} for c in contacts if is_present(c["name"])]
        people = joined_names([{m["value"]} for m in self._of("person")] + named)
        gold = self.gold["contacts"]
        names = dict.fromkeys([*self.gold["people"], *(c["name"] for c in gold if c.get("name"))])
        self.tally.add_names(self._place("people"), people, [GoldName((name,)) for name in names])
        for field, part in (("emails", "email"), ("phones", "phone")):
            found = {c[part] for c in contacts if is_present(c[part])}
            self.tally.add(self._place(field), found, {c[part] for c in gold if c.get(part)})
        self.tally.add(self._place("contacts"), {_contact_key(c) for c in contacts}, {_contact_key(c) for c in gold})


def _contact_key(contact: RowOf) -> tuple[str | None, ...]:
    return tuple(
        folded(str(contact[part])) if is_present(contact.get(part)) else None for part in ("name", "email", "phone")
    )


def _gold_name(entry: str | dict[str, Any]) -> GoldName:
    if isinstance(entry, str):
        return GoldName((entry,))
    return GoldName((entry["name"], *entry.get("aliases", [])), bool(entry.get("optional")))
