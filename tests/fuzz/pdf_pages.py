"""Damages of what PDF pages print: operators, pictures, forms and fonts (ISO 32000-1, 7.8 to 9)."""

from __future__ import annotations

import re
from random import Random

from tests.fuzz.damage import Damage, amount
from tests.fuzz.pdf_objects import NUMBERS, Pdf, inflate, on_objects, stream


@on_objects
def damage_streams(rng: Random, pdf: Pdf) -> None:
    """Flipped bits inside packed streams."""
    for number in rng.sample(pdf.numbers(b"endstream"), 1):
        content = bytearray(pdf.objects[number])
        at = max(0, content.find(b"stream"))
        for _ in range(amount(rng, 50)):
            content[rng.randrange(at, len(content))] = rng.randrange(256)
        pdf.objects[number] = bytes(content)


def _contents(pdf: Pdf) -> list[int]:
    """The objects that print the pages."""
    found = {int(n) for content in pdf.objects.values() for n in re.findall(rb"/Contents (\d+) 0 R", content)}
    return sorted(found & pdf.objects.keys()) or pdf.numbers(b"endstream")


@on_objects
def damage_operators(rng: Random, pdf: Pdf) -> None:
    """Operators and operands of what is printed, changed one by one."""
    for number in _contents(pdf):
        words = inflate(pdf.objects[number]).split(b" ")
        for _ in range(amount(rng, 200)):
            words[rng.randrange(len(words))] = rng.choice(
                (*NUMBERS, b"q", b"Q", b"BT", b"ET", b"Tj", b"(", b"<<", b"'", b"cm")
            )
        pdf.objects[number] = stream(b" ".join(words))


@on_objects
def print_much(rng: Random, pdf: Pdf) -> None:
    """Very many operators of one kind on a page."""
    unit = rng.choice((
        b"q ", b"Q ", b"BT ET ", b"0 0 m 9 9 l S ", b"10 10 40 20 re S ", b"BT /F1 12 Tf (a b) Tj ET ", b"[[[", b"<<<<",
        b"BT /F1 8 Tf 1 0 0 1 %d %d Tm (UAB) Tj ET " % (rng.randint(0, 500), rng.randint(0, 800)), b"BI ID EI ",
        b"1 0 0 1 1 1 cm BT /F1 9 Tf (a) Tj ET ", b"0 0 1 1 re W n ", b"/Im1 Do /Fm1 Do ", b"BT /F1 1e9 Tf (x) Tj ET ",
    ))  # fmt: skip
    number = rng.choice(_contents(pdf))
    pdf.objects[number] = stream(inflate(pdf.objects[number]) + unit * amount(rng, 60_000))


@on_objects
def rule_much(rng: Random, pdf: Pdf) -> None:
    """Rules everywhere, as charts and maps have: each crossing looks like a cell."""
    rules = b"".join(
        b"%d %d m %d %d l S "
        % ((x := rng.randint(0, 600)), (y := rng.randint(0, 800)), *rng.choice(((x, 800 - y), (600 - x, y))))
        for _ in range(amount(rng, 4_000))
    )
    number = rng.choice(_contents(pdf))
    pdf.objects[number] = stream(inflate(pdf.objects[number]) + b" " + rules)


@on_objects
def bomb_streams(rng: Random, pdf: Pdf) -> None:
    """Some kilobytes that become many megabytes of operators, of white space, of text."""
    unit = rng.choice((b" ", b"q ", b"0 ", b"(a)Tj ", b"\x00", b"%"))
    pdf.objects[rng.choice(_contents(pdf))] = stream(unit * rng.choice((2_000_000, 10_000_000)))


@on_objects
def bomb_images(rng: Random, pdf: Pdf) -> None:
    """Pictures of absurd size, perhaps on a page without text: one that would be scanned."""
    side = rng.choice((b"1000000", b"30000", b"2147483647", b"0", b"-1"))
    entries = b"/Type /XObject /Subtype /Image /Width %s /Height %s /BitsPerComponent %s /ColorSpace /DeviceRGB " % (
        side, rng.choice((side, b"1")), rng.choice((b"8", b"1", b"255")))  # fmt: skip
    image = pdf.add(stream(bytes(rng.choice((10, 5_000_000))), entries=entries))
    pdf.sub(rb"/Resources\s*<<", b"/Resources << /XObject << /Zz %s >> " % image)
    number = rng.choice(_contents(pdf))
    pdf.objects[number] = stream(b"q 500 0 0 500 9 9 cm /Zz Do Q " * amount(rng, 100))


@on_objects
def ring_forms(rng: Random, pdf: Pdf) -> None:
    """Forms that draw themselves, or each the next one twice: two to the power of their number."""
    forms = rng.choice((1, 25))
    first = max(pdf.objects) + 1
    for number in range(first, first + forms):
        following = first + (number + 1 - first) % forms if forms == 1 else number + 1
        entries = (
            b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /Zz %d 0 R >> >> " % following
        )
        pdf.add(stream(b"/Zz Do /Zz Do BT 9 9 Td (x) Tj ET", entries=entries))
    pdf.sub(rb"/Resources\s*<<", b"/Resources << /XObject << /Zz %d 0 R >> " % first)
    pdf.objects[rng.choice(_contents(pdf))] = stream(b"/Zz Do")


@on_objects
def break_fonts(rng: Random, pdf: Pdf) -> None:
    """Fonts that are gone, that say another kind, whose tables to Unicode are rubbish."""
    kind = rng.randrange(4)
    if kind == 0:
        for number in pdf.numbers(b"/FontFile") + pdf.numbers(b"/FontDescriptor"):
            pdf.objects.pop(number, None) if len(pdf.objects) > 1 else None
    elif kind == 1:
        pdf.sub(
            rb"/Subtype /\w*Type\w*", b"/Subtype /" + rng.choice((b"Type3", b"Type0", b"CIDFontType2", b"Nonsense"))
        )
    elif kind == 2:
        lines = (b"beginbfrange <00> <FFFFFFFF> <0041> endbfrange", b"beginbfchar <01> <D800> endbfchar",
                 b"beginbfchar <41> <0000> <42> <FFFF> <43> <200B> <44> <000C> endbfchar",
                 b"begincodespacerange <00> <ff> endcodespacerange beginbfrange <00> <ff> <DB40> endbfrange",
                 b"beginbfrange <00><ff>[" + b"<0041>" * 5_000)  # fmt: skip
        pdf.sub(rb"/ToUnicode \d+ 0 R", b"/ToUnicode " + pdf.add(stream(rng.choice(lines) * amount(rng, 2_000))))
    else:
        pdf.sub(rb"/ToUnicode \d+ 0 R|/Encoding /\w+|/Widths \[[^\]]*\]|/FirstChar \d+", b"")


PAGES: tuple[Damage, ...] = (
    damage_streams,
    damage_operators,
    print_much,
    rule_much,
    bomb_streams,
    bomb_images,
    ring_forms,
    break_fonts,
)
