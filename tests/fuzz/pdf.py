"""Damages of PDF files: what broken writers, transfers and attackers make of their structure."""

from __future__ import annotations

import re
from random import Random

from tests.fuzz.damage import Damage, amount
from tests.fuzz.pdf_objects import NUMBERS, Pdf, on_objects, split_pdf
from tests.fuzz.pdf_pages import PAGES

_REFERENCE = rb"(\d+) 0 R"


def break_xref(rng: Random, body: bytes) -> bytes:
    """A cross-reference table that is wrong, gone, or points elsewhere."""
    kind = rng.randrange(4)
    if kind == 0:
        return re.sub(rb"\d{10} 00000 n", lambda _: b"%010d 00000 n" % rng.randrange(len(body)), body)
    if kind == 1:
        return body.replace(b"xref", b"xerf")
    if kind == 2:
        return re.sub(rb"startxref\s+\d+", b"startxref\n%d" % rng.choice((0, 9, len(body), 10**12)), body)
    return re.sub(rb"/Size \d+", b"/Size %d" % rng.choice((0, -5, 2**31, 10**15)), body)


def loop_xref(rng: Random, body: bytes) -> bytes:
    """Updates whose ``Prev`` leads to themselves or to each other."""
    at = body.rfind(b"xref\n0")
    return re.sub(rb"trailer\s*<<", b"trailer\n<</Prev %d /XRefStm %d" % (max(at, 0), rng.choice((at, 0))), body)


def splice_updates(rng: Random, body: bytes) -> bytes:
    """Incremental updates (7.5.6) of pieces of the file itself."""
    tail = body[body.rfind(b"xref\n0") :]
    objects = re.findall(rb"\d+ 0 obj.*?endobj", body, re.DOTALL) or [b""]
    for _ in range(amount(rng, 40)):
        wrong = re.sub(rb"^\d+", b"%d" % rng.randint(1, 30), rng.choice(objects))
        body += b"\n".join((wrong, tail))
    return body


@on_objects
def drop_objects(rng: Random, pdf: Pdf) -> None:
    for number in rng.sample(sorted(pdf.objects), min(len(pdf.objects) - 1, amount(rng, 5))):
        del pdf.objects[number]


@on_objects
def swap_objects(rng: Random, pdf: Pdf) -> None:
    numbers = list(pdf.objects)
    for _ in range(amount(rng, 5)):
        a, b = rng.choice(numbers), rng.choice(numbers)
        pdf.objects[a], pdf.objects[b] = pdf.objects[b], pdf.objects[a]


@on_objects
def misdirect_references(rng: Random, pdf: Pdf) -> None:
    """References to other objects: trees become rings."""
    numbers, share = list(pdf.objects), rng.choice((0.05, 0.3, 1.0))
    pdf.sub(_REFERENCE, lambda r: b"%d 0 R" % rng.choice(numbers) if rng.random() < share else r[0])


@on_objects
def ring_pages(rng: Random, pdf: Pdf) -> None:
    """A page tree that holds itself, at once or after some steps."""
    number = rng.choice(pdf.numbers(b"/Kids"))
    ring = rng.choice((b"%d 0 R" % number, pdf.add(b"<</Type /Pages /Count 7 /Kids [%d 0 R]>>" % number)))
    pdf.sub(rb"/Kids\s*\[", b"/Kids [" + ring + b" " * 1 + (ring + b" ") * rng.choice((0, 1, 500)))


@on_objects
def count_pages_wrongly(rng: Random, pdf: Pdf) -> None:
    pdf.sub(rb"/Count\s+\d+", b"/Count " + rng.choice((b"-1", b"0", b"2147483647", b"9" * 30, b"100000", b"1.5", b"")))


@on_objects
def multiply_pages(rng: Random, pdf: Pdf) -> None:
    pages = pdf.numbers(b"/Page\n") or list(pdf.objects)
    kids = b" ".join(b"%d 0 R" % rng.choice(pages) for _ in range(amount(rng, 3_000)))
    pdf.sub(rb"(/Kids\s*\[)[^\]]*", lambda kept: kept[1] + kids)
    pdf.sub(rb"/Count\s+\d+", b"/Count %d" % (kids.count(b"R")))


@on_objects
def distort_boxes(rng: Random, pdf: Pdf) -> None:
    box = b" ".join(rng.choice((*NUMBERS, b"595", b"842")) for _ in range(rng.choice((4, 4, 4, 3, 9))))
    extra = b" /Rotate %s /UserUnit %s" % (rng.choice((b"45", b"90", b"-270", b"1e9")), rng.choice(NUMBERS))
    pdf.sub(rb"/MediaBox\s*\[[^\]]*\]", b"/MediaBox [" + box + b"]" + rng.choice((b"", extra)))


@on_objects
def distort_numbers(rng: Random, pdf: Pdf) -> None:
    """Any number of the file's structure made absurd."""
    share = rng.choice((0.02, 0.2))
    for number, content in pdf.objects.items():
        head, mark, rest = content.partition(b"stream")
        wrong = re.sub(
            rb"(?<=[ \[])-?[\d.]+(?=[ \]\n])", lambda n: rng.choice(NUMBERS) if rng.random() < share else n[0], head
        )
        pdf.objects[number] = wrong + mark + rest


@on_objects
def lie_of_lengths(rng: Random, pdf: Pdf) -> None:
    pdf.sub(
        rb"/Length\s+\d+", b"/Length " + rng.choice((b"0", b"-1", b"1", b"999999999", b"2147483648", b"1 0 R", b""))
    )


@on_objects
def lie_of_filters(rng: Random, pdf: Pdf) -> None:
    names = (b"/LZWDecode", b"/DCTDecode", b"/RunLengthDecode", b"/Crypt", b"/ASCIIHexDecode", b"/JBIG2Decode", b"/X")
    filters = b"[" + b" ".join(rng.choice((*names, b"/FlateDecode")) for _ in range(amount(rng, 300))) + b"]"
    pdf.sub(rb"/Filter\s*(\[[^\]]*\]|/\w+)", b"/Filter " + filters)


@on_objects
def pretend_encryption(rng: Random, pdf: Pdf) -> None:
    key = b"<%s>" % rng.randbytes(rng.choice((0, 1, 32, 48))).hex().encode()
    version = rng.choice((b"1", b"2", b"4", b"5", b"99", b"-1"))
    entry = b"<< /Filter /Standard /V %s /R %s /O %s /U %s /P -4 /Length %s >>" % (
        version, version, key, key, rng.choice((b"40", b"128", b"999999", b"-1")))  # fmt: skip
    pdf.trailer += b" /Encrypt " + pdf.add(entry)


@on_objects
def ring_outlines(rng: Random, pdf: Pdf) -> None:
    number = max(pdf.objects) + 1
    pdf.add(
        b"<< /Title (%s) /First %d 0 R /Next %d 0 R /Parent %d 0 R /Count 9 >>"
        % (b"a" * amount(rng, 9_000), number, number, number)
    )
    pdf.sub(
        rb"/Type /Catalog", b"/Type /Catalog /Outlines %d 0 R /Names %d 0 R /Lang (\xfe\xff\xd8\x00)" % (number, number)
    )


@on_objects
def link_much(rng: Random, pdf: Pdf) -> None:
    """Links with absurd places and addresses, very many of them."""
    box = b" ".join(rng.choice((*NUMBERS, b"10", b"500")) for _ in range(4))
    target = rng.choice((b"http://[::1", b"\xfe\xff\xd8\x00\xdc", b"x" * 9_000, b"javascript:a", b"", b"mailto:a@b.lt"))
    link = pdf.add(b"<< /Type /Annot /Subtype /Link /Rect [%s] /A << /S /URI /URI (%s) >> >>" % (box, target))
    pdf.sub(rb"/Type /Page\b", b"/Type /Page /Annots [" + (link + b" ") * amount(rng, 20_000) + b"]")


@on_objects
def nest_values(rng: Random, pdf: Pdf) -> None:
    """Arrays and dictionaries in each other without end."""
    depth = amount(rng, 100_000)
    value = rng.choice((b"[" * depth + b"]" * depth, b"[" * depth, b"<</A " * depth, b"(" * depth))
    pdf.objects[rng.choice([*pdf.objects])] = b" " + value + b" "


def tell_title(rng: Random, body: bytes) -> bytes:
    """Metadata that are no text."""
    title = rng.choice(
        (b"\xfe\xff" + b"\xd8\x00" * 50, b"\x00\x01\x02\x7f", b"a" * 60_000, b"\\777\\(", b"\xef\xbb\xbf\xff")
    )
    pdf = split_pdf(body)
    pdf.sub(rb"/Title \([^)]*\)", lambda _: b"/Title (" + title + b")")
    return pdf.write() if pdf.objects else body


PDF: tuple[Damage, ...] = (
    *PAGES,
    break_xref, loop_xref, splice_updates, drop_objects, swap_objects, misdirect_references, ring_pages,
    count_pages_wrongly, multiply_pages, distort_boxes, distort_numbers, lie_of_lengths, lie_of_filters,
           pretend_encryption,
    ring_outlines, link_much, nest_values, tell_title,
)  # fmt: skip
