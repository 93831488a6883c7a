"""Figures of the sample against its gold, without Prefect and without the archive: for those who work on the rules.

python -m pipeline.measure [--inputs raw/sample] [--gold tests/gold/dev] [--keep DIR] [--documents lt-01.html ...]
                           [--misses] [--language lt]
"""

from __future__ import annotations

import argparse
import hashlib
import mimetypes
import tempfile
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from pipeline.build import Published, publish_readings
from pipeline.evaluate import evaluate_tables, print_evaluation
from pipeline.reading import read_batch
from pipeline.record import Record

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def main() -> None:
    """Read the inputs in this process, publish to a temporary folder, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=Path, default=Path("raw/sample"))
    parser.add_argument("--gold", type=Path, default=Path("tests/gold/dev"))
    parser.add_argument("--keep", type=Path, help="publish here and keep it")
    parser.add_argument("--documents", nargs="*", help="only these file names")
    parser.add_argument("--misses", action="store_true", help="list every wrong and missed entry")
    parser.add_argument("--language", help="only gold of this language")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        published = publish_folder(options.inputs, options.keep or Path(folder), options.documents or ())
        for reject in published.rejects:
            print("rejected:", reject.url, reject.reason, reject.detail)
        evaluation = evaluate_tables(published.folder, options.gold, options.language, options.documents or ())
        print(print_evaluation(evaluation, misses=options.misses))


def publish_folder(inputs: Path, processed: Path, documents: Collection[str] = ()) -> Published:
    """What the files of a folder give, read in this process; ``documents`` (file names) chooses some of them."""
    paths = [path for path in sorted(inputs.iterdir()) if path.suffix not in (".xml", ".json", ".py")]
    chosen = [path for path in paths if not documents or path.name in documents]
    batch = read_batch([_record(path) for path in chosen], lambda record: Path(record.url).read_bytes())
    return publish_readings(batch.readings, batch.rejects, processed, _EPOCH)


def _record(path: Path) -> Record:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Record("sample", str(path), _EPOCH, media_type, digest, archive_ref="none")


if __name__ == "__main__":
    main()
