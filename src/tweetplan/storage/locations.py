"""Where one person's own files lie (settings, what the app remembers, drafts), and a workspace's beside its store."""

from pathlib import Path

from tweetplan.domain.values import frozen

DATABASE = "tweetplan.db"
"""The file that a workspace folder holds."""
BACKUPS = "backups"
"""The folder beside it for daily copies."""


@frozen
class Locations:
    """The folders of one person: `config` for what people write, `state` for what the app keeps, `drafts` for text."""

    config: Path
    state: Path
    drafts: Path

    @property
    def config_file(self) -> Path:
        """Written by hand; the app never writes it."""
        return self.config / "config.toml"

    @property
    def state_file(self) -> Path:
        """Written by the app alone; what `config.toml` says goes first."""
        return self.state / "state.toml"


def own_locations() -> Locations:
    """The folders of the person who runs this, as the desktop conventions of the machine name them."""
    import platformdirs

    state = Path(platformdirs.user_state_path("tweetplan", appauthor=False))
    return Locations(
        config=Path(platformdirs.user_config_path("tweetplan", appauthor=False)), state=state, drafts=state / "drafts"
    )


def database_in(place: Path) -> Path:
    """The workspace file that a path means: the file itself, or `tweetplan.db` in a folder.

    What does not exist yet is a file when its name has an ending, else a folder.
    """
    if place.is_dir() or (not place.exists() and not place.suffix):
        return place / DATABASE
    return place


def backups_of(database: Path) -> Path:
    """The folder that holds the daily copies of a workspace."""
    return database.parent / BACKUPS
