"""What the rows need of tweetplan: its commands, a demo workspace, and that workspace with many more posts in it."""

import csv
import json
import random
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from harness import Ended, SkipRow, Terminal, run

TODAY = r"Do now[\s\S]*\d of [\d+]"
"""Only on Today when real figures are: a heading, and somewhere below it an actual "of" its target."""
MODES = "123456789"
FIRST_ID_MS = 1288834974657
HEADER = (
    "Post id,Date,Post text,Link,Impressions,Likes,Engagements,Bookmarks,Share,New follows,Replies,Reposts,"
    "Profile visits,Detail expands,Url clicks,Hashtag clicks,Permalink clicks"
).split(",")
RESULTS_EACH = len(HEADER) - 4
"""A post's id, day, text and link are no results."""


def write_export(path: Path, posts: int, handle: str) -> Path:
    """An x.com content export of `posts` posts over the last two years; thirteen results each; the same every time."""
    dice = random.Random(7)
    last = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    step = timedelta(days=730) / posts
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for number in range(posts):
            when = last - step * (number + 1)
            post = (int(when.timestamp() * 1000) - FIRST_ID_MS << 22) + number % 4096
            counts = [dice.randrange(40, 4000), *(dice.randrange(0, 30) for _ in range(RESULTS_EACH - 1))]
            text = f"Post {number}: what we learnt today, and a link, https://example.com/{number}"
            link = f"https://x.com/{handle.lstrip('@')}/status/{post}"
            rows.writerow([post, when.strftime("%a %b %d %Y"), text, link, *counts])
    return path


class Product:
    """The installed `tweetplan`, and workspaces made with it once and shared by the rows."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.program = str(Path(sys.executable).parent / "tweetplan")

    def command(self, *arguments: str) -> list[str]:
        """A command line that exists: a row that needs a missing program is skipped."""
        if not Path(self.program).exists():
            raise SkipRow("tweetplan is not installed beside this Python")
        return [self.program, *arguments]

    def do(self, *arguments: str) -> Ended:
        """Run a verb to its end; one that fails is not there yet, or broken: the row says so."""
        ended = run(self.command(*arguments), self.home)
        if ended.code != 0:
            last = (ended.err.strip() or ended.out.strip() or "no message").splitlines()[-1]
            raise SkipRow(f"tweetplan {' '.join(arguments[:4])} … ended with {ended.code}: {last[:120]}")
        return ended

    @cached_property
    def demo(self) -> Path:
        """The sample workspace."""
        return self.make_demo("demo")

    def make_demo(self, name: str) -> Path:
        """A sample workspace of its own."""
        self.do("demo", "--dir", str(self.home / name), "--no-open")
        return self.home / name

    def handle(self, workspace: Path) -> str:
        """The first account of a workspace."""
        accounts = json.loads(self.do("--workspace", str(workspace), "account", "list", "--json").out)["data"]
        if not accounts:
            raise SkipRow("the demo has no account")
        return "@" + str(accounts[0]["handle"]).lstrip("@")

    def grown(self, posts: int) -> Path:
        """The demo with `posts` more posts imported into its first account; made once for each size."""
        done = self.home / f"grown-{posts}.done"
        workspace = self.home / f"grown-{posts}"
        if not done.exists():
            shutil.rmtree(workspace, ignore_errors=True)
            self.make_demo(workspace.name)
            handle = self.handle(workspace)
            export = write_export(self.home / f"{posts}.csv", posts, handle)
            self.do("--workspace", str(workspace), "import", str(export), "--account", handle)
            done.touch()
        return workspace

    def open(self, workspace: Path) -> Terminal:
        """The terminal UI on a workspace."""
        return Terminal(self.command("--workspace", str(workspace)), self.home)

    def today(self, workspace: Path) -> float:
        """Seconds until Today shows its figures."""
        with self.open(workspace) as terminal:
            return terminal.first_seen(TODAY)

    def opened(self, workspace: Path, keys: Sequence[str] = ()) -> Terminal:
        """The terminal UI, waited for until Today stands, after some keys."""
        terminal = self.open(workspace)
        try:
            terminal.first_seen(TODAY)
            for key in keys:
                terminal.press(key)
                terminal.settle()
        except BaseException:
            terminal.__exit__(None, None, None)
            raise
        return terminal
