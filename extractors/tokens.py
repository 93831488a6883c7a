"""A spaCy tokenizer for every language: words, marks and gaps, in time linear in the text.

spaCy's own tokenizers take seconds to load for some languages and a square of the length on rows of marks; what they
add, the exceptions of a language, no extractor asks for.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(r"(\w+|[^\w\s]|\s+)( ?)")  # the blank behind a word or mark belongs to its token


class Tokenizer:
    """Splits a text at every mark and gap; the tokens joined are the text.

    >>> [token.text for token in Tokenizer(Vocab())("UAB „Drobė“, 12,5 mln.")]
    ['UAB', '„', 'Drobė', '“', ',', '12', ',', '5', 'mln', '.']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of a text."""
        tokens = _TOKEN.findall(text)
        return Doc(self.vocab, words=[word for word, _ in tokens], spaces=[bool(blank) for _, blank in tokens])


def blank(language: str) -> Language:
    """A spaCy pipeline of this language without components and without the data that ``spacy.blank`` loads."""
    reader = type("Reader", (Language,), {"lang": language})
    nlp: Language = reader(create_tokenizer=lambda nlp: Tokenizer(nlp.vocab))
    return nlp
