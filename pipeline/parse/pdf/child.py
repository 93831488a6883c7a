"""The child process: takes PDFs over a socket, one after the other, and gives back their pages.

``python -m pipeline.parse.pdf.child FD BYTES``: FD is its end of the socket, BYTES the memory that it may take.
"""

from __future__ import annotations

import sys
from multiprocessing.connection import Connection

from pipeline.parse.pdf.reader import read_pages
from pipeline.parse.pdf.shapes import Paper
from pipeline.problems import ParseProblem


def serve(connection: Connection) -> None:
    """Answer requests ``(body, languages)`` until the other side closes.

    An answer is a Paper or a ParseProblem; before it, one None for each scanned page that was read, as a sign of life.
    """
    while True:
        try:
            body, languages = connection.recv()
        except EOFError:
            return
        try:
            answer: Paper | ParseProblem = read_pages(body, languages, lambda: connection.send(None))
        except ParseProblem as problem:
            answer = problem
        except MemoryError:
            answer = ParseProblem("too large", "reading a PDF: it takes more memory than a document may; cut it up")
        except Exception as error:  # noqa: BLE001  a hostile file may raise anything: it becomes a reject, the child stays
            answer = ParseProblem("damaged", f"reading a PDF: {type(error).__name__}: {error}; fetch it again")
        connection.send(answer)


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    _limit_memory(int(sys.argv[2]))
    serve(Connection(int(sys.argv[1])))
