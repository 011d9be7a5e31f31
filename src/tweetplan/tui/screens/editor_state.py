"""What the editor holds between keys: the post as it was read, what was typed since, and what the checks said."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tweetplan.domain.posts import Post
from tweetplan.tui.screens.conflict import Clash, Take, merged
from tweetplan.tui.screens.editor_fields import post_of, texts_of
from tweetplan.tui.screens.editor_side import Said, excerpt
from tweetplan.tui.widgets.post_text import clean_text

NEW = "post.new"
"""The name under which the unsent text of a post that is not stored yet is kept."""


NOTHING = Said()


@dataclass
class Work:
    """One post in the editor; `base` is what was read of it (an empty id: it is not stored yet)."""

    base: Post
    texts: dict[str, str] = field(default_factory=dict)
    said: Said = NOTHING
    behind: str = ""
    """Who changed the stored post since it was read here."""

    def __post_init__(self) -> None:
        self.texts = {**texts_of(self.base), **self.texts}

    @property
    def form(self) -> str:
        """The name its draft is kept under."""
        return f"post:{self.base.id}" if self.base.id else NEW

    @property
    def changed(self) -> dict[str, str]:
        """The fields that differ from what was read."""
        base = texts_of(self.base)
        return {name: text for name, text in self.texts.items() if text != base.get(name, "")}

    @property
    def shown_text(self) -> str:
        """The text as the field shows it."""
        return clean_text(self.texts["text"])

    def typed(self, text: str) -> bool:
        """Take what stands in the field; a stored text that was only made safe for showing is no change."""
        wanted = self.base.text if text == clean_text(self.base.text) else text
        before, self.texts["text"] = self.texts["text"], wanted
        return before != wanted

    def post(self) -> Post:
        """The post as it stands here; fields that cannot be read as they are written are left as they were."""
        try:
            return post_of(self.base, self.texts)
        except ValueError:
            return replace(self.base, text=self.texts["text"])

    def follow(self, stored: Post) -> bool:
        """Take over what is stored now, when nothing was typed here or nothing there; False when both were."""
        if texts_of(stored) == texts_of(self.base):
            self.base = stored
            return True
        if self.changed:
            return False
        self.base, self.behind = stored, ""
        self.texts = texts_of(stored)
        return True

    def merge(self, theirs: Post) -> tuple[dict[str, str], list[Clash]]:
        """The texts to store over `theirs`, and the fields that both changed; of a long text the part that differs."""
        base, now = texts_of(self.base), texts_of(theirs)
        wanted, clashes = merged(base, now, self.texts)
        shown = [
            Clash("text", *excerpt(base["text"], now["text"], self.texts["text"])) if clash.field == "text" else clash
            for clash in clashes
        ]
        return {name: str(text) for name, text in wanted.items()}, shown

    def settled(self, wanted: Mapping[str, str], takes: Mapping[str, Take]) -> dict[str, str]:
        """The texts once each clash is decided."""
        mine = {name: self.texts[name] for name, take in takes.items() if take == "mine"}
        return {**wanted, **mine}
