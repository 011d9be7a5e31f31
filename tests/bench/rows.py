"""The rows of the table of costs, each a function that measures one line of it."""

import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import bare_app
import bare_table
from harness import LINES, SkipRow, Terminal, bare, interleaved, python, run
from product import MODES, RESULTS_EACH, Product, write_export

DOWN = "\x1b[B"


@dataclass(frozen=True)
class Cost:
    """One line: what was measured, against what, and the most it may be."""

    what: str
    measured: float
    base: float
    unit: str
    most: float
    absolute: bool = False

    @property
    def ratio(self) -> float:
        return self.measured if self.absolute else self.measured / self.base

    @property
    def kept(self) -> bool:
        return self.ratio <= self.most


@dataclass(frozen=True)
class Size:
    """How long to measure: repeats of each case, keys to press, seconds to sit idle, rows of a big export."""

    repeats: int
    keys: int
    idle: float
    rows: int


FULL = Size(repeats=7, keys=40, idle=5.0, rows=100_000)
QUICK = Size(repeats=2, keys=8, idle=2.0, rows=5_000)


def commands(product: Product, size: Size) -> Iterator[Cost]:
    """`--version` and `--help` against an interpreter that does nothing."""
    cases = {"base": python("-c", "pass")}
    for option in ("--version", "--help"):
        product.do(option)
        cases[option] = product.command(option)
    took = interleaved(
        size.repeats * 3,
        {name: lambda command=command: run(command, product.home).seconds for name, command in cases.items()},
    )
    for option, most in (("--version", 6.0), ("--help", 7.0)):
        yield Cost(f"tweetplan {option} / python -c pass", took[option] * 1000, took["base"] * 1000, "ms", most)


def bare_frame(product: Product) -> float:
    """Seconds until the bare app's label stands."""
    with Terminal(bare("bare_app.py"), product.home) as terminal:
        return terminal.first_seen(re.escape(bare_app.TEXT))


def first_frame(product: Product, size: Size) -> Iterator[Cost]:
    """Today with real figures on the demo, against the bare app's label."""
    demo = product.demo
    took = interleaved(size.repeats, {"bare": lambda: bare_frame(product), "today": lambda: product.today(demo)})
    yield Cost("first frame of Today / bare app", took["today"] * 1000, took["bare"] * 1000, "ms", 1.9)


def memory(product: Product, size: Size) -> Iterator[Cost]:
    """Resident memory once every mode has been visited, against the bare app's."""

    def visited() -> float:
        with product.opened(product.grown(10_000), MODES + MODES[0]) as terminal:
            return terminal.resident_mib()

    def resting() -> float:
        with Terminal(bare("bare_app.py"), product.home) as terminal:
            terminal.first_seen(re.escape(bare_app.TEXT))
            return terminal.resident_mib()

    took = interleaved(max(1, size.repeats // 3), {"bare": resting, "all modes": visited})
    yield Cost("memory after every mode / bare app", took["all modes"], took["bare"], "MiB", 1.4)


def presses(terminal: Terminal, keys: int) -> tuple[float, float]:
    """Median seconds and bytes of going down a long list, once it scrolls."""
    for _ in range(LINES):
        terminal.press(DOWN)
    took = [terminal.press(DOWN) for _ in range(keys)]
    return statistics.median(seconds for seconds, _ in took), statistics.median(count for _, count in took)


def keys(product: Product, size: Size) -> Iterator[Cost]:
    """Going down the list of Results with 10 000 posts, against a bare table of as many rows."""
    seconds: dict[str, list[float]] = {"bare": [], "results": []}
    counts: dict[str, list[float]] = {"bare": [], "results": []}
    workspace = product.grown(10_000)
    for _ in range(max(1, size.repeats // 3)):
        with Terminal(bare("bare_table.py"), product.home) as terminal:
            terminal.first_seen(re.escape(bare_table.TEXT))
            took = {"bare": presses(terminal, size.keys)}
        with product.opened(workspace, "5") as terminal:
            terminal.press("\t")  # from the KPIs to the posts
            took["results"] = presses(terminal, size.keys)
        for name, (when, count) in took.items():
            seconds[name].append(when)
            counts[name].append(count)
    if not min(counts["results"]):
        raise SkipRow("going down in Results (key 5) paints nothing")
    slow, fast = statistics.median(seconds["results"]), statistics.median(seconds["bare"])
    yield Cost("key to frame, 10 000 posts / bare table", slow * 1000, fast * 1000, "ms", 1.5)
    many, few = statistics.median(counts["results"]), statistics.median(counts["bare"])
    yield Cost("bytes per key, 10 000 posts / bare table", many, few, "bytes", 1.2)


def idle(product: Product, size: Size) -> Iterator[Cost]:
    """Bytes written while nobody does anything: none."""
    with product.opened(product.demo) as terminal:
        terminal.settle(1.0)
        yield Cost(f"bytes in {size.idle:g} idle seconds", terminal.idle_bytes(size.idle), 0, "bytes", 0, absolute=True)


def opening(product: Product, size: Size) -> Iterator[Cost]:
    """Today with 100 000 posts and thirteen results each, against the demo."""
    demo, big = product.demo, product.grown(size.rows)
    took = interleaved(size.repeats, {"demo": lambda: product.today(demo), "big": lambda: product.today(big)})
    what = f"opening {size.rows} posts, {size.rows * RESULTS_EACH} results / demo"
    yield Cost(what, took["big"] * 1000, took["demo"] * 1000, "ms", 1.5)


def importing(product: Product, size: Size) -> Iterator[Cost]:
    """Importing an export into a new workspace, commit included, against reading it with pandas: whole processes."""
    export = write_export(product.home / "import.csv", size.rows, "@bench")
    fresh = iter(range(1000))

    def imported() -> float:
        workspace = str(product.home / f"import-{next(fresh)}")
        product.do("init", workspace)
        return product.do("--workspace", workspace, "import", str(export), "--account", "@bench").seconds

    reading = python("-c", f"import pandas; pandas.read_csv({str(export)!r})")
    took = interleaved(
        max(1, size.repeats // 2), {"pandas": lambda: run(reading, product.home).seconds, "import": imported}
    )
    yield Cost(f"importing {size.rows} rows / pandas.read_csv", took["import"], took["pandas"], "s", 4.0)


def advice(product: Product, size: Size) -> Iterator[Cost]:
    """Advice over 5 000 posts, as a whole process: seconds, not a ratio."""
    workspace, handle = str(product.grown(5_000)), product.handle(product.grown(5_000))

    def refreshed() -> float:
        product.do("--workspace", workspace, "record", "spend", "1", "--account", handle)  # or nothing is computed
        return product.do("--workspace", workspace, "advise", "--refresh").seconds

    took = interleaved(
        max(1, size.repeats // 3),
        {"advise": refreshed},
    )
    yield Cost("advice, 5 000 posts", took["advise"], 0, "s", 3.0, absolute=True)


ROWS: tuple[Callable[[Product, Size], Iterator[Cost]], ...] = (
    commands,
    first_frame,
    memory,
    keys,
    idle,
    opening,
    importing,
    advice,
)
