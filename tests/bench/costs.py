"""What tweetplan costs, as ratios measured on one machine in one run: `make bench`, or `make bench BENCH=--quick`."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from harness import SkipRow
from product import Product
from rows import FULL, QUICK, ROWS, Cost, Size

LINE = "{:<52} {:>13} {:>13} {:>8} {:>8}  {}"


def line(cost: Cost) -> str:
    """One cost as a line of the table; an absolute figure has no base and no ratio."""
    measured = f"{cost.measured:,.1f} {cost.unit}"
    base = "" if cost.absolute else f"{cost.base:,.1f} {cost.unit}"
    ratio, most = ("", f"{cost.most:g} {cost.unit}") if cost.absolute else (f"{cost.ratio:.2f} x", f"{cost.most:g} x")
    return LINE.format(cost.what, measured, base, ratio, most, "ok" if cost.kept else "OVER")


def report(row: Callable[[Product, Size], Iterator[Cost]], product: Product, size: Size) -> None:
    """Measure one row and print it, or say why it cannot be measured."""
    try:
        for cost in row(product, size):
            print(line(cost), flush=True)
    except SkipRow as why:
        print(f"{row.__name__}: skipped: {why}", flush=True)


def main() -> None:
    """Measure the rows asked for and print the table."""
    names = [row.__name__ for row in ROWS]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"only these rows: {', '.join(names)}")
    parser.add_argument("--quick", action="store_true", help="few repeats and a small export: shows that it works")
    chosen = parser.parse_args()
    if unknown := set(chosen.rows) - set(names):
        parser.error(f"no row {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    home = Path(tempfile.mkdtemp(prefix="tweetplan-bench-"))
    try:
        product = Product(home)
        print(LINE.format("what", "measured", "base", "ratio", "at most", "").rstrip(), flush=True)
        for row in ROWS:
            if not chosen.rows or row.__name__ in chosen.rows:
                report(row, product, QUICK if chosen.quick else FULL)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
