"""``make bench``: ratios measured side by side in one run, on generated releases.

Absolute times say little on a shared machine; a ratio of two pieces of work taken in turn says more. Each line gives
the median of the rounds, the lowest and the highest.
"""

from __future__ import annotations

from tests.bench.archive import bench_archive
from tests.bench.crawl import bench_crawl
from tests.bench.flow import bench_flow
from tests.bench.nights import bench_nights
from tests.bench.reading import bench_extraction, bench_html, bench_pdf, bench_worker


def main() -> None:
    print(bench_extraction(), flush=True)
    for ratio in bench_html():
        print(ratio, flush=True)
    for bench in (bench_pdf, bench_worker, bench_crawl):
        print(bench(), flush=True)
    for line in (*bench_archive(), *bench_flow(), *bench_nights()):
        print(line, flush=True)


if __name__ == "__main__":
    main()
