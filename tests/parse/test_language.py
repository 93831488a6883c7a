"""The language of documents and segments: common words first, the detector where they cannot tell."""

from __future__ import annotations

import pytest

from pipeline.parse.common_words import find_by_words
from tests.parse.pages import parse_html_text

TEXTS = {
    "lt": "Klasterio nariai pasirašė sutartį dėl bendros laboratorijos, kuri tarnaus ne tik įmonėms, bet ir mokyklai.",
    "lv": "Klastera dalībnieki parakstīja līgumu par kopīgu laboratoriju, kas kalpos ne tikai firmām, bet arī skolai.",
    "et": "Klastri liikmed sõlmisid lepingu ühise labori kohta, mis on mõeldud nii ettevõtetele kui ka ülikoolile.",
    "cs": "Členové klastru podepsali smlouvu o společné laboratoři, která bude sloužit nejen firmám, ale i univerzitě.",
    "sk": "Členovia klastra podpísali zmluvu o spoločnom laboratóriu, ktoré bude slúžiť nielen firmám, ale aj škole.",
    "da": "Klyngens medlemmer har skrevet under på en aftale om et laboratorium, som også skal bruges i skolen.",
    "sv": "Klustrets medlemmar har skrivit under ett avtal om ett gemensamt laboratorium som ska användas av skolan.",
    "es": "Los miembros del clúster firmaron un acuerdo sobre el centro que se usará para las empresas y la escuela.",
    "pt": "Os membros do cluster assinaram um acordo sobre o centro que será usado não só por empresas mas também.",
    "mt": "Il-membri tal-cluster iffirmaw ftehim dwar iċ-ċentru, li se jintuża mill-kumpaniji u minn dawk li kienu.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_common_words_never_name_another_language(language: str) -> None:
    assert find_by_words(TEXTS[language]) in (language, None)
    assert find_by_words(TEXTS[language] * 3) in (language, None)


@pytest.mark.parametrize("language", sorted(set(TEXTS) - {"mt"}))
def test_a_paragraph_in_another_language_keeps_its_own(language: str) -> None:
    main = "en" if language == "lt" else "lt"
    frame = "The members of the cluster have signed an agreement on a laboratory that is to serve the university. " * 3
    long = frame if main == "en" else TEXTS["lt"] * 3
    document = parse_html_text(f"<h1>X</h1><p>{long}<p>{long}<p>{TEXTS[language]} {TEXTS[language]}<p>{long}")
    assert document.language == main
    foreign = [segment.language for segment in document.segments if segment.language]
    assert foreign == [language]
