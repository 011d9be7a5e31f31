"""What can be done in the editor: store, submit, waive, fill in fields, insert, take a slot, write elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tweetplan.domain.findings import Finding, Problem
from tweetplan.domain.post_life import DRAFT, IDEA, POST
from tweetplan.domain.posts import Post
from tweetplan.tui.fields import FormField
from tweetplan.tui.screens.editor_fields import answers, form_fields, given, wrong
from tweetplan.tui.screens.editor_side import spans
from tweetplan.tui.screens.editor_state import Work
from tweetplan.tui.screens.form import Form, FormSpec, Values
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.widgets.findings import worst_first
from tweetplan.tui.widgets.post_text import PostText
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import accounts, goals, posts

if TYPE_CHECKING:
    from tweetplan.tui.screens.conflict import Clash, Take


ADDED = "Stored as a draft (u undoes)"


def _stored_words(post: Post) -> str:
    return f"Stored: it is {POST.stage(post.state).title} (u undoes)"


class EditorActions(ModeScreen[Any]):
    """The verbs; the screen shows what they are about."""

    work: Work
    after_check: "Callable[[], None] | None" = None
    """What waits for the checks' answer."""

    def told(self) -> None:
        """Show what stands beside the text anew."""
        raise NotImplementedError

    def check_soon(self) -> None:
        """Ask the checks once the keys rest."""
        raise NotImplementedError

    @property
    def field(self) -> PostText:
        """The text."""
        return self.query_one(PostText)

    # ---- storing --------------------

    def action_save(self) -> None:
        """Store what was typed, as one change; what somebody else changed meanwhile is asked about."""
        if not self.work.changed and self.work.base.id:
            self.host.say("Everything is stored already.")
        else:
            self._store(lambda: None)

    def _store(self, then: Callable[[], None]) -> None:
        """Store what was typed, then go on; a refusal or an open question ends it here."""
        work = self.work
        problems = wrong(work.base, work.changed)
        if problems:
            self.host.say(f"{problems[0].message} {problems[0].remedy}", trouble=True)
            return
        if not work.base.id:
            account, slot = work.texts["account"], work.base.slot
            fields = given(work.base, {name: text for name, text in work.texts.items() if name != "account"})
            added = self.host.perform(lambda ws: posts.add(ws, account, slot=slot, **fields), ADDED)  # type: ignore[arg-type]
            if added is None:
                work.base = replace(work.base, slot="")  # somebody took it: the text can be stored without
            self._stored(added, then)
            return
        try:
            theirs = posts.get(self.host.workspace, work.base.id)
        except Problem as problem:
            self.host.say(f"{problem} Your text is kept: ctrl+e or y copies it.", trouble=True)
            return
        wanted, clashes = work.merge(theirs)
        if not clashes:
            self._put(theirs, wanted, then)
            return

        def settle(takes: "dict[str, Take] | None") -> None:
            if takes is not None:
                self._put(theirs, work.settled(wanted, takes), then)

        self._ask_clashes(clashes, settle)

    def _ask_clashes(self, clashes: "list[Clash]", settle: "Callable[[dict[str, Take] | None], None]") -> None:
        from tweetplan.tui.screens.conflict import ConflictCard

        who = self.work.behind or "Somebody else"
        self.app.push_screen(ConflictCard(self.work.base.title or "This post", who, clashes), settle)

    def _put(self, theirs: Post, texts: Mapping[str, str], then: Callable[[], None]) -> None:
        fields = given(theirs, texts)
        if not fields:
            self._stored(theirs, then)
            return
        self._stored(
            self.host.perform(lambda ws: posts.edit(ws, theirs.id, theirs.version, **fields), _stored_words), then
        )

    def _stored(self, post: Post | None, then: Callable[[], None]) -> None:
        if post is None:
            return
        self.host.drafts.discard(self.work.form)
        self.work.base, self.work.texts, self.work.behind = post, {}, ""
        self.work.__post_init__()
        self.reread()
        then()

    def action_anew(self) -> None:
        """Back to what is stored."""
        self.host.drafts.discard(self.work.form)
        self.work.texts = {}
        self.work.__post_init__()
        self.field.load_text(self.work.shown_text)
        self.host.say("Back to what is stored.")
        self.told()
        self.check_soon()

    # ---- review and findings --------------------

    def action_submit(self) -> None:
        """Store it, wait for the checks, and send it to review."""
        if self.work.changed or not self.work.base.id:
            self._store(self._submit)
        else:
            self._submit()

    def _submit(self) -> None:
        said = self.work.said
        if self.work.changed:
            self.host.say("It was not sent to review: you typed on. ctrl+r stores that too.")
        elif said.trouble:
            self.host.say(f"It cannot be sent to review unchecked. {said.trouble}", trouble=True)
        elif not said.known:
            self.after_check = self._submit
            self.host.say("Checking …")
        else:
            post, findings = self.work.base, said.findings
            self.host.perform(
                lambda ws: posts.submit(ws, post.id, findings, post.version), "Sent to review (u takes it back)"
            )

    def action_finding(self) -> None:
        """Mark the next finding that has a place in the text."""
        places = spans(self.work.said.findings)
        if not places:
            self.host.say("No finding has a place in the text.")
            return
        here = self.field.cursor_place
        start, end, at = next((place for place in places if place[0] >= here), places[0])
        self.show_span(start, end, at)

    def show_span(self, start: int, end: int, at: int) -> None:
        """Mark a piece of the text, and stand on its finding."""
        self.query_one(RowList).stand_on(f"finding:{at}")
        self.field.mark(start, end)
        self.field.focus()

    def finding_here(self) -> Finding | None:
        """The finding under the cursor beside the text, else the first."""
        current = self.query_one(RowList).current
        every = worst_first(self.work.said.findings)
        kind, _, at = (current.key if current else "").partition(":")
        return every[int(at)] if kind == "finding" and int(at) < len(every) else next(iter(every), None)

    def action_waive(self) -> None:
        """Say why a finding does not count for this wording; it is logged."""
        finding = self.finding_here()
        if finding is None or not self.work.base.id or self.work.changed:
            self.host.say(
                "There is no finding to waive." if finding is None else "Store it first: a waiver is of one wording."
            )
            return
        rule, post = finding.rule, self.work.base

        def send(values: Values) -> bool:
            reason = str(values["reason"])
            done = self.host.perform(lambda ws: posts.waive(ws, post.id, rule, reason), f"Waived {rule} (u undoes)")
            self.check_soon()
            return done is not None

        fields = (FormField("reason", required=True, help="why it does not count here; it is logged"),)
        self.app.push_screen(
            Form(FormSpec(f"post.waive:{post.id}:{rule}", f"Waive {rule}: {finding.message}", fields, send))
        )

    # ---- fields, slot, library --------------------

    def action_fields(self) -> None:
        """Ask for everything beside the text; it is stored together with the text."""
        ws = self.host.workspace
        base = self.work.base
        free = not base.id or (base.state in (IDEA, DRAFT) and not base.slot)
        handles = tuple(account.key for account in accounts.listing(ws)) if free else ()
        fields = form_fields(self.work.texts, handles, tuple(goal.name for goal in goals.listing(ws)))

        def send(values: Values) -> bool:
            found = answers(values, fields)
            if wrong(self.work.base, found):
                return False
            self.work.texts.update(found)
            self.reread()
            self.check_soon()
            return True

        def check(values: Values) -> list[Finding]:
            return wrong(self.work.base, answers(values, fields))

        name = f"post.fields:{self.work.base.id}"
        self.app.push_screen(Form(FormSpec(name, "What the post is", fields, send, check)))

    def action_external(self) -> None:
        """Write the text in the person's own editor."""
        from textual.app import SuspendNotSupported

        from tweetplan.tui.screens import editor_outside as outside

        self.host.save_drafts()
        settings = self.host.settings
        try:
            words = outside.command(settings.environment)
            with self.app.suspend():
                text = outside.written(self.field.text, words, settings.state)
        except (outside.NotWritten, SuspendNotSupported) as reason:
            self.host.say(str(reason), trouble=True)
            return
        self.field.load_text(text)
        self.field.focus()
        self.app.refresh(layout=True)

    def action_insert(self) -> None:
        """Insert a text of the library where the cursor stands; a picture goes with the post (T06)."""
        from tweetplan.tui.screens.desk_forms import ASSET_COLUMNS, NO_ASSETS, asset_rows
        from tweetplan.tui.screens.picker import Picker
        from tweetplan.workspace import assets

        ws, account = self.host.workspace, self.work.texts["account"]
        held = assets.listing(ws, account)

        def chosen(identity: str | None) -> None:
            asset = next((each for each in held if each.id == identity), None)
            if asset is None:
                return
            if asset.kind == "picture":
                picture = f"{asset.body} | {asset.alt}" if asset.alt else asset.body
                self.work.texts["pictures"] = "; ".join(filter(None, (self.work.texts["pictures"], picture)))
                self.told()
                self.check_soon()
                return
            context = assets.context(ws, account=account, post=self.work.post())
            self.field.insert_text(assets.insert(ws, asset.id, context))
            self.field.focus()

        self.app.push_screen(Picker("The library", asset_rows(held), *ASSET_COLUMNS, empty=NO_ASSETS), chosen)

    def action_slot(self) -> None:
        """Take one of the free slots of the post's account; it is stored at once."""
        if not self.work.base.id:
            self.host.say("Store it first: ctrl+x.")
            return
        from tweetplan.tui.screens.desk_forms import pick_slot

        post = self.work.base

        def taken(slot: str) -> None:
            self.host.perform(lambda ws: posts.take_slot(ws, post.id, slot), "It has the slot (u undoes)")

        pick_slot(self.app, self.host, post, taken)
