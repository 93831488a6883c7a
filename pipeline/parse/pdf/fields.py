"""What is filled into forms and typed over a page: drawn into the page so that it is read where it stands."""

from __future__ import annotations

import logging

import pypdfium2 as pdfium
from pypdfium2 import raw

logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # else it advises on forms that it was not built for

_TEXTS = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP})
_MOST = 2000


def start_forms(paper: pdfium.PdfDocument) -> None:
    """Make the fields of a file known to its pages; scripts and actions of the file are never run.

    To be called before a page is opened.
    """
    if raw.FPDF_GetFormType(paper) in (raw.FORMTYPE_NONE, raw.FORMTYPE_XFA_FULL):
        return
    try:
        paper.init_forms()
    except pdfium.PdfiumError:  # a broken form: the page is read without its fields
        return


def has_fields(page: pdfium.PdfPage) -> bool:
    """Whether something with words of its own lies on a page; notes in the margin are comments and do not count."""
    for i in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, i)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in _TEXTS:
            return True
    return False


def draw_fields(paper: pdfium.PdfDocument, page: pdfium.PdfPage, number: int) -> pdfium.PdfPage:
    """The page with its fields drawn into it; the one given is closed. Links are gone from it."""
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page
    page.close()
    return paper[number]
