"""Following a child without holding up a key: its card, the status beside the tabs, and a word when it ends."""

from collections.abc import Sequence
from time import monotonic
from typing import Protocol

from tweetplan.tui.screens.job import JobCard
from tweetplan.workspace import jobs

SECONDS_BETWEEN = 0.25
"""Progress is painted no more often than this, however fast a child talks."""


class Follower(Protocol):
    """What following asks of the app."""

    status: str

    def action_reread(self) -> None:
        """Show what is stored now."""

    def say(self, message: str, *, trouble: bool = False) -> None:
        """Tell the person something in passing."""


async def follow(app: Follower, argv: Sequence[str], title: str, card: JobCard) -> None:
    """Start the command line, keep card and status up to date, and say how it ended; cancelled, it stops the child."""
    try:
        job = await jobs.start(argv)
    except OSError as error:
        card.failed(f"It could not be started: {error.strerror}.")
        return
    painted = 0.0
    try:
        async for progress in job.progress():
            if monotonic() - painted >= SECONDS_BETWEEN:
                painted = monotonic()
                app.status = status(title, progress)
                card.told(job, progress)
                if not card.is_current:
                    app.action_reread()
    finally:
        if job.code is None:
            job.cancel()
        app.status = ""
    card.told(job, jobs.Progress())
    app.action_reread()
    if not card.is_current:
        app.say(f"{title}: {'done' if job.code == 0 else f'ended with exit code {job.code}'}.", trouble=job.code != 0)


def status(title: str, progress: jobs.Progress) -> str:
    """What stands beside the tabs: `import 40 %`."""
    share = progress.share
    return f"{title[:24]} {share:.0%}" if share is not None else f"{title[:24]} …"
