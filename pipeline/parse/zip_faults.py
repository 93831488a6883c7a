"""What the library of zip archives raises at one that is damaged, encrypted or packed in a way it does not know."""

from __future__ import annotations

import zipfile
import zlib

ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
