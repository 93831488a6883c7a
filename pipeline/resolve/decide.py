"""Decision: whether two spellings are one thing; in doubt they are not."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.resolve.compare import Comparison

LONG = 3  # words: two names of so many like words are one name
SLIP_LETTERS = 7  # a letter more or less in a shorter name makes another name
ALIKE = 0.92  # of long names


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of two spellings beside their letters.

    ``cases`` tells that one may be a case form of the other; ``together`` that one document uses both; ``rare`` that
    one of them stands in a single document while the other is known from several; ``same_form`` that they bear the
    same legal form, None where one has none.
    """

    cases: bool = False
    together: bool = False
    rare: bool = False
    same_form: bool | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """``decision`` is ``same``, ``different`` or ``unsure``; ``slip`` marks a misspelling."""

    decision: str
    reason: str
    slip: bool = False


def decide_organizations(comparison: Comparison, evidence: Evidence, shortest: int, words: int) -> Decision:
    """Whether two names are one organization; ``shortest`` counts letters, ``words`` those of the shorter name.

    The first rule that applies decides.
    """
    slip = comparison.one_inserted and shortest >= SLIP_LETTERS and not evidence.together
    return _first(
        (comparison.numbers_differ, Decision("different", "the numbers differ")),
        (evidence.same_form is False and words < LONG, Decision("different", "the legal forms differ")),
        (comparison.same_letters, Decision("same", "the same letters but for marks and spaces")),
        (comparison.same_stems and evidence.cases, Decision("same", "the same words in other cases")),
        (comparison.words_differ, Decision("different", "a word differs")),
        (
            words >= LONG and comparison.score >= ALIKE and not evidence.together,
            Decision("same", "long names of like words"),
        ),
        (
            slip and evidence.rare and evidence.same_form is True,
            Decision("same", "one letter more, the same legal form, one of them written once", slip=True),
        ),
        (slip, Decision("unsure", "one letter more or less")),
    )


def decide_people(comparison: Comparison, evidence: Evidence, given_differ: bool) -> Decision:
    """Whether two full names are one person. The first rule that applies decides."""
    slip = comparison.one_inserted and not evidence.together
    return _first(
        (comparison.same_letters, Decision("same", "the same letters but for marks")),
        (given_differ, Decision("different", "the given names differ")),
        (comparison.words_differ, Decision("different", "a name differs")),
        (slip and evidence.rare, Decision("same", "one letter more, one of them written once", slip=True)),
        (comparison.letters_apart <= 1, Decision("unsure", "one letter differs")),
    )


def _first(*rules: tuple[bool, Decision]) -> Decision:
    return next((decision for applies, decision in rules if applies), Decision("different", "other letters"))
