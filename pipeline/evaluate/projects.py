"""What a document's projects are worth against its gold: the projects, their amounts, their partners."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pipeline.evaluate.names import any_same, is_present, is_same_name, joined_names, money
from pipeline.evaluate.published import Published, RowOf
from pipeline.evaluate.tally import GoldName, Place, Tally

_Sum = tuple[str, str]  # role and "VALUE CUR"


def score_projects(tally: Tally, tables: Published, gold: dict[str, Any], document_id: str | None) -> None:
    """Match the projects of a document; then compare their amounts and partners."""
    found = [
        tables.projects[row["project_id"]]
        for row in tables.project_documents.get(document_id, [])
        if row["project_id"] in tables.projects
    ]
    sums: dict[str, set[_Sum]] = defaultdict(set)
    for row in tables.amounts.get(document_id, []):
        if is_present(row["project_id"]) and row["role"] in ("total", "eu"):
            sums[row["project_id"]].add((row["role"], f"{money(row['value'])} {row['currency']}"))
    members: dict[str, list[set[str]]] = defaultdict(list)
    for row in tables.partners.get(document_id, []):
        if is_present(row["project_id"]) and row["role"] in ("coordinator", "partner"):
            members[row["project_id"]].append(tables.organization_names.get(row["organization_id"], set()))
    matched = _match(tally, found, gold, sums, members)
    _score_amounts(tally, gold, matched, sums)
    _score_partners(tally, gold, matched, members)


def _place(field: str, gold: dict[str, Any]) -> Place:
    return Place(field, gold["language"], gold["document"])


def _match(
    tally: Tally,
    found: list[RowOf],
    gold: dict[str, Any],
    sums: dict[str, set[_Sum]],
    members: dict[str, list[set[str]]],
) -> dict[int, str]:
    """The project id of each matched gold project; counts the projects on the way."""
    matched: dict[int, str] = {}
    wrong = []
    for project in found:
        project_id = project["project_id"]
        free = (i for i in range(len(gold["projects"])) if i not in matched)
        hit = next(
            (i for i in free if _is_same(project, gold["projects"][i], sums[project_id], members[project_id])), None
        )
        if hit is None:
            wrong.append(project["code"] or project["name"])
        else:
            matched[hit] = project_id
    right = sum(not gold["projects"][i].get("optional") for i in matched)
    missed = [
        entry.get("code") or entry.get("name")
        for i, entry in enumerate(gold["projects"])
        if i not in matched and not entry.get("optional")
    ]
    tally.count(_place("projects", gold), right, wrong, missed)
    return matched


def _is_same(project: RowOf, entry: dict[str, Any], sums: set[_Sum], members: list[set[str]]) -> bool:
    """By code; else by name; else, for a project without either, by its money or its coordinator."""
    if entry.get("code"):
        return is_present(project["code"]) and project["code"] == entry["code"]
    names = [name for name in [entry.get("name"), *entry.get("aliases", [])] if name]
    if names:
        return is_present(project["name"]) and any_same([project["name"]], names)
    if sums & {_sum(entry, role) for role in ("total", "eu") if entry.get(role)}:
        return True
    coordinator: str = entry.get("coordinator") or ""
    return any(is_same_name(coordinator, name) for names in members for name in names)


def _sum(entry: dict[str, Any], role: str) -> _Sum:
    value, currency = entry[role].rsplit(" ", 1)
    return role, f"{money(value)} {currency}"


def _score_amounts(tally: Tally, gold: dict[str, Any], matched: dict[int, str], sums: dict[str, set[_Sum]]) -> None:
    amounts = {(project_id, *entry) for project_id, entries in sums.items() for entry in entries}
    expected = {
        (matched.get(i, f"unfound {i}"), *_sum(entry, role))
        for i, entry in enumerate(gold["projects"])
        for role in ("total", "eu")
        if entry.get(role) and not entry.get("optional")
    }
    # the same sum in a second currency, or rounded in the headline, is no error; nor is what an optional project gets
    known = {(a["role"], f"{money(a['value'])} {a['currency']}") for a in gold["amounts"]}
    free = {matched[i] for i in matched if gold["projects"][i].get("optional")}
    spare = {a for a in amounts - expected if a[0] in free or (a[1:] in known and a[0] in matched.values())}
    tally.add(_place("project amounts", gold), amounts, expected, spare)


def _score_partners(
    tally: Tally, gold: dict[str, Any], matched: dict[int, str], members: dict[str, list[set[str]]]
) -> None:
    aliases = {o["name"]: (o["name"], *o.get("aliases", [])) for o in gold["organizations"]}
    for i, entry in enumerate(gold["projects"]):
        found = members.get(matched.get(i, ""), [])
        names = [name for name in [entry.get("coordinator"), *(entry.get("partners") or [])] if name]
        if entry.get("optional") or (not names and not found):
            continue
        expected = [GoldName(aliases.get(name, (name,))) for name in names]
        tally.add_names(_place("project partners", gold), joined_names(found), expected)
