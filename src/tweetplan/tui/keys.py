"""Every action of the UI with its id, keys and words: the one table behind bindings, hints, help, palette and keymap.

Imports no textual until `bindings` is called, so that `config check` can judge a keymap (see `keymap`) without the UI.
A mode adds a table of its own to `TABLES`. No default is a key that a terminal takes for itself (UX rule 4).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.binding import Binding


class Key(NamedTuple):
    """One action: `id` is what a keymap names, `action` what the table's owner does, `hint` its word in the footer."""

    id: str
    keys: str
    """Keys as Textual names them, comma-separated; empty: only in the palette, until a keymap gives it one."""
    action: str
    label: str
    hint: str = ""


TABLES: dict[str, tuple[Key, ...]] = {
    "app": (
        Key("app.today", "1", "mode('today')", "Today: what to do now, and why"),
        Key("app.goals", "2", "mode('goals')", "Goals: the ladder from the year to the day, the curve, priority"),
        Key("app.calendar", "3", "mode('calendar')", "Calendar: week and month, budgets, elastic slots, themes, tasks"),
        Key("app.desk", "4", "mode('desk')", "Desk: posts from idea to published, approvals, the editor"),
        Key("app.results", "5", "mode('results')", "Results: KPIs with their trend, posts by result, imports"),
        Key("app.audience", "6", "mode('audience')", "Audience: mentions, segments, influencers, win-back"),
        Key("app.team", "7", "mode('team')", "Team: duty, cover, hand-over, roles and gaps, how work goes together"),
        Key(
            "app.reviews", "8", "mode('reviews')", "Reviews: meetings with their agendas, decisions, insights, reports"
        ),
        Key("app.crisis", "9", "mode('crisis')", "Crisis: level, who decides, the thread, what is frozen"),
        Key("app.palette", ":,ctrl+p", "palette", "Every action and every headless verb", "palette"),
        Key("app.help", "?", "help", "What every key does", "help"),
        Key("app.inbox", "I", "inbox", "Inbox: what others did that concerns you"),
        Key("app.undo", "u", "undo", "Undo your last change"),
        Key("app.redo", "U", "redo", "Do again what was undone"),
        Key("app.back", "escape", "back", "One step back"),
        Key("app.mouse", "%", "toggle_mouse", "Mouse on or off (off: the terminal selects text)"),
        Key("app.theme", "", "next_theme", "The next colour theme"),
        Key("app.reread", "ctrl+r", "reread", "Read everything again"),
        Key("app.quit", "q,ctrl+q", "quit", "Quit"),
    ),
    "mode": (
        Key("mode.jump", "f", "jump", "Jump: a letter on everything that can be reached"),
        Key("mode.next_pane", "tab", "app.focus_next", "The next pane"),
        Key("mode.previous_pane", "shift+tab", "app.focus_previous", "The pane before"),
    ),
    "list": (
        Key("list.down", "down,j", "move(1)", "One row down"),
        Key("list.up", "up,k", "move(-1)", "One row up"),
        Key("list.page_down", "pagedown", "page(1)", "One page down"),
        Key("list.page_up", "pageup", "page(-1)", "One page up"),
        Key("list.first", "home,g", "first", "The first row"),
        Key("list.last", "end,G", "last", "The last row"),
        Key("list.open", "enter", "open", "Open the row", "open"),
        Key("list.why", "w", "why", "How this figure was made", "why"),
        Key("list.copy", "y", "copy", "Copy the row"),
        Key("list.write", "Y", "write", "Write the row to a file"),
        Key("list.filter", "/", "filter", "Show only the rows that hold some words"),
    ),
    "detail": (
        Key("detail.down", "down,j", "scroll_down", "Scroll down"),
        Key("detail.up", "up,k", "scroll_up", "Scroll up"),
        Key("detail.page_down", "pagedown", "page_down", "Scroll down a page"),
        Key("detail.page_up", "pageup", "page_up", "Scroll up a page"),
        Key("detail.first", "home,g", "scroll_home", "To the top"),
        Key("detail.last", "end,G", "scroll_end", "To the end"),
    ),
    "card": (
        Key("card.close", "escape,enter,q,w", "close", "Close the card"),
        Key("card.copy", "y", "copy", "Copy what the card says"),
    ),
    "job": (
        Key("job.close", "escape,enter,q", "close", "Leave the command at work and go back"),
        Key("job.stop", "x", "stop", "Stop the command"),
    ),
    "preview": (
        Key("preview.import", "enter", "import", "Import what is previewed"),
        Key("preview.close", "escape,q,x", "close", "Leave it; nothing is stored"),
    ),
    "form": (
        Key("form.send", "ctrl+r", "send", "Send the form"),
        Key("form.drop", "ctrl+n", "drop", "Start anew: drop what you typed"),
        Key("form.close", "escape", "close", "Leave the form; the text is kept"),
    ),
    "choice": (
        Key("choice.next", "right,space,l", "turn(1)", "The next word"),
        Key("choice.previous", "left,h", "turn(-1)", "The word before"),
        Key("choice.done", "enter", "screen.next", "On to the next question"),
    ),
    "conflict": (
        Key("conflict.mine", "m", "take('mine')", "Take my value"),
        Key("conflict.theirs", "t", "take('theirs')", "Take their value"),
        Key("conflict.close", "escape", "close", "Store nothing"),
    ),
    "today": (
        Key("today.accept", "a", "accept", "Accept the best next action, or the one under the cursor", "accept"),
        Key("today.done", "space", "done", "The task is done", "done"),
        Key("today.all_advice", "A", "all_advice", "All that is advised, ranked, each with its because"),
        Key("today.dismiss", "x", "set_aside", "Set the advice aside, with a reason"),
        Key("today.snooze", "z", "snooze", "Show the advice again on another day"),
        Key("today.refresh", "R", "refresh", "Compute chances, times, lifts and advice anew"),
        Key("today.import", "i", "import", "Import results from a file"),
        Key("today.skip", "s", "skip", "Skip the task, with a reason"),
        Key("today.add", "t", "add", "Add a task"),
        Key("today.record", "r", "record", "Record one figure: leads, spend, followers"),
    ),
    "advice": (
        Key("advice.accept", "a", "accept", "Do it: a task, a slot, a soft budget, another time, a raised target"),
        Key("advice.dismiss", "x", "set_aside", "Set it aside, with a reason"),
        Key("advice.snooze", "z", "snooze", "Show it again on another day"),
        Key("advice.close", "escape,q", "close", "Back to Today"),
    ),
    "goals": (
        Key("goals.edit", "e", "edit", "Edit the goal", hint="edit"),
        Key("goals.all", "a", "all", "All goals", hint="all goals"),
        Key("goals.create", "c", "create", "Create a goal", hint="create"),
        Key("goals.priority", "p", "priority", "The priority matrix: importance × urgency", hint="priority"),
        Key("goals.toggle", "space", "open_close", "Open or close the period"),
        Key("goals.unfold", "right,l", "unfold", "Open the period, or go into it"),
        Key("goals.fold", "left,h", "fold", "Close the period, or go to the one that holds it"),
        Key("goals.level", "L", "level", "The level: quarters, months, weeks, days, or the tree"),
        Key("goals.next", "]", "turn(1)", "The next goal"),
        Key("goals.previous", "[", "turn(-1)", "The goal before"),
        Key("goals.anchor", "n", "anchor", "Fix a point of the curve (an anchor)"),
        Key("goals.replan", "r", "replan", "Re-plan from what came: shows what is given up first"),
        Key("goals.baseline", "b", "baseline", "Record the baseline"),
        Key("goals.note", "o", "note", "Note what the period is for: focus, budget, counts"),
        Key("goals.remove", "d", "remove", "Remove the goal (undo brings it back)"),
    ),
    "calendar": (
        Key("calendar.move", "m", "move_slot", "Move the slot with its post: arrows carry it, enter drops it", "move"),
        Key("calendar.move_post", "M", "move_post", "Move the post alone to another slot"),
        Key("calendar.fill", "F", "fill", "Lay the week or month out, with its tasks", "fill"),
        Key("calendar.next_post", "N", "next_post", "What the next post may be, by the budgets", "next?"),
        Key("calendar.view", "v", "view", "The month of this week, or the week of this day", "month"),
        Key("calendar.assign", "s", "assign", "Put a draft on the slot, or write a post for it", "post"),
        Key("calendar.trend", "T", "trend", "Take the elastic slot for a trend, with its score"),
        Key("calendar.unassign", "o", "unassign", "Take the post off its slot"),
        Key("calendar.desk", "D", "desk", "Show the post on the desk"),
        Key("calendar.edit", "e", "edit", "Say what the slot is for: title, intent, topic, format, goal, owner"),
        Key("calendar.add", "a", "add", "Add a slot by hand"),
        Key("calendar.lock", "L", "lock", "Lock the slot, so that laying out keeps it, or unlock it"),
        Key("calendar.elastic", "E", "elastic", "Planned or elastic"),
        Key("calendar.delete", "x", "delete", "Remove the slot, or the day below (undo brings it back)"),
        Key("calendar.date", "d", "date", "Mark a day to respect: a holiday, an event, a risk"),
        Key("calendar.theme", "t", "theme", "The themes of the week and the month"),
        Key("calendar.done", "space", "done", "The task below is done"),
        Key("calendar.left", "left,h", "side(-1)", "The day to the left"),
        Key("calendar.right", "right,l", "side(1)", "The day to the right"),
        Key("calendar.next", "],n", "next", "The next week or month"),
        Key("calendar.previous", "[,p", "previous", "The week or month before"),
        Key("calendar.today", ".", "today", "The week or month that runs"),
        Key("calendar.account", "A", "account", "The next account"),
        Key("calendar.later", "+", "later", "While moving: a quarter of an hour later"),
        Key("calendar.earlier", "-", "earlier", "While moving: a quarter of an hour earlier"),
    ),
    "desk": (
        Key("desk.forward", ">", "forward", "Move the post to its next stage", hint="forward"),
        Key("desk.approve", "a", "approve", "Approve the wording as it stands", hint="approve"),
        Key("desk.new", "n", "new", "Write a new post", hint="new"),
        Key("desk.moves", "M", "moves", "Every move from here, and why one cannot be made"),
        Key("desk.ask_changes", "r", "ask_changes", "Send it back for changes, with a comment"),
        Key("desk.edit", "e", "edit", "Open the post in the editor"),
        Key("desk.comment", "c", "comment", "Say something about the post"),
        Key("desk.history", "o", "history", "Who changed what, and when"),
        Key("desk.hold", "h", "hold", "Hold the post, or release it"),
        Key("desk.drop", "x", "drop", "Drop the post, with the reason (undo brings it back)"),
        Key("desk.mine", "m", "mine", "My posts, or everybody's"),
        Key("desk.freeze", "F", "freeze", "Freeze all publishing; while it is frozen what waits, and the release"),
        Key("desk.resolve", "O", "resolve", "Say what is on X of a post whose outcome nobody knows"),
        Key("desk.export", "E", "export", "Export the calendar to a file, or hand it off to another tool"),
        Key("desk.library", "L", "library", "The library: templates, snippets, pictures"),
        Key("desk.publish", "", "publish", "Publish what is due (asks for the word)"),
        Key("desk.next", "right,]", "turn(1)", "The next stage"),
        Key("desk.previous", "left,[", "turn(-1)", "The stage before"),
        Key("desk.beside", "b", "beside", "Held, expired and dropped posts, or back to the board"),
    ),
    "editor": (
        Key("editor.submit", "ctrl+r,r", "submit", "Send it to review", hint="submit"),
        Key("editor.save", "ctrl+x,s", "save", "Store what you typed", hint="save"),
        Key("editor.fields", "ctrl+f,d", "fields", "Its fields: goal, intent, link, pictures, poll …", hint="fields"),
        Key("editor.external", "ctrl+e,e", "external", "Write the text in $EDITOR", hint="$EDITOR"),
        Key("editor.finding", "ctrl+n,n", "finding", "Mark the next finding in the text"),
        Key("editor.waive", "ctrl+w,W", "waive", "Waive the finding under the cursor, with a reason"),
        Key("editor.insert", "ctrl+o,o", "insert", "Insert a text of the library"),
        Key("editor.slot", "ctrl+t,t", "slot", "Take a free slot for the post"),
        Key("editor.undo_typing", "ctrl+u", "undo_typing", "Take back what you typed last"),
        Key("editor.redo_typing", "ctrl+y", "redo_typing", "Type again what was taken back"),
        Key("editor.anew", "ctrl+g", "anew", "Start anew: drop what you typed since it was stored"),
        Key("editor.type", "i", "type", "Back to the text"),
        Key("editor.leave", "escape", "leave", "Out of the text, then back to the board; the text is kept"),
        Key("editor.quit", "q,ctrl+q", "quit", "Quit; the text is kept"),
    ),
    "results": (
        Key("results.import", "i", "import", "Import results from a file: the preview first", hint="import"),
        Key("results.view", "v", "view", "Imports in place of posts, or posts again", hint="imports"),
        Key("results.timing", "t", "section('timing')", "Best times, and whether time matters at all", "times"),
        Key("results.lifts", "m", "section('lifts')", "Lifts of format, topic, intent, call to action", "lifts"),
        Key("results.experiments", "e", "section('experiments')", "Experiments: what each showed", "experiments"),
        Key("results.trust", "p", "section('trust')", "Did advice keep its word", "trust"),
        Key("results.matches", "c", "matches", "Imported posts to match with the plan, hand-offs to confirm"),
        Key("results.order", "o", "order", "Posts by another figure"),
        Key("results.least", "b", "least", "The best posts first, or the least"),
        Key("results.days", "d", "days", "Figures of 28, 7 or 90 days"),
        Key("results.account", "A", "account", "The posts of the next account"),
        Key("results.record", "r", "record", "Record one figure: leads, spend, followers"),
        Key("results.withdraw", "x", "withdraw", "Withdraw the import under the cursor, or count it again"),
    ),
    "audience": (
        Key("audience.answered", "a", "answered", "It was answered: stamp the time", hint="answered"),
        Key("audience.leave", "z", "leave", "Leave it without an answer: no time for hate and spam", hint="leave it"),
        Key("audience.next", "right,]", "turn(1)", "The next section", hint="section"),
        Key("audience.previous", "left,[", "turn(-1)", "The section before"),
        Key("audience.resolved", "r", "resolved", "It is settled: stamp the time"),
        Key("audience.reopen", "R", "reopen", "Let it wait again: take our stamps away"),
        Key("audience.assign", "o", "assign", "Who takes care of it"),
        Key("audience.label", "t", "label", "What a mention is, or a person's segment", hint="segment"),
        Key("audience.rate", "s", "rate", "How satisfied they were when asked, 1 to 5"),
        Key("audience.avoid", "N", "avoid", "Do not engage with the author, or do so again (nobody is blocked)"),
        Key("audience.all", "b", "all", "What waits alone, or what was answered too"),
        Key("audience.account", "A", "account", "The audience of the next account"),
        Key("audience.target", "T", "target", "The target of the segment or of working together", hint="target"),
        Key("audience.invite", "i", "invite", "Note an invitation, or what came of it", hint="invite"),
        Key("audience.programme", "p", "programme", "Start the win-back programme, or move it on", hint="programme"),
    ),
    "team": (
        Key(
            "team.handover",
            "h",
            "hand_over",
            "Hand over: the note of what is open, sent to who comes next",
            "hand over",
        ),
        Key("team.take", "a", "take_over", "Take over: acknowledge the hand-over that waits for you", "take over"),
        Key("team.pulse", "p", "pulse", "Say how content you are today, 1 to 5", "pulse"),
        Key("team.topic", "t", "topic", "Watch a hot topic today", "topic"),
        Key("team.try", "n", "what_if", "Try a shift out on the cover; nothing is stored", "try a shift"),
        Key("team.next", "]", "turn(1)", "The next week's cover"),
        Key("team.previous", "[", "turn(-1)", "The cover of the week before"),
    ),
    "reviews": (
        Key("reviews.hold", "h", "hold", "Note that the meeting was held: who was there, what was said", hint="hold"),
        Key("reviews.decide", "d", "decide", "Note a decision, insight or change, or ask the team", hint="decide"),
        Key("reviews.action", "a", "action", "Make a task of the decision or the insight", hint="to task"),
        Key("reviews.accept", "p", "accept", "Accept a proposed adjustment of a goal", hint="accept"),
        Key("reviews.markdown", "m", "markdown", "Write the agenda as Markdown into a file", hint="markdown"),
        Key("reviews.say", "v", "say", "Say what you think of an open decision", hint="say"),
        Key("reviews.close", "c", "close", "Take an open decision", hint="decide it"),
        Key("reviews.budget", "b", "budget", "Make a soft budget of the insight: video at 40 % of the posts"),
        Key("reviews.skip", "s", "skip", "Let the meeting pass, with the reason"),
        Key("reviews.report", "r", "report", "Begin a report: collect, analyse, present, look back"),
        Key("reviews.next", "n", "next_stage", "End the stage of the report, with what shows that it is done"),
        Key("reviews.pack", "o", "pack", "Write the weekly pack for marketing, product and support into a file"),
    ),
    "crisis": (
        Key("crisis.step", ">", "step", "Go on to the next step, with a word for the thread", hint="step"),
        Key("crisis.level", "L", "level", "Raise or lower the level (high stops publishing)", hint="level"),
        Key("crisis.note", "n", "note", "Say something in the thread", hint="note"),
        Key("crisis.open", "o", "open", "Open a crisis", hint="open"),
        Key("crisis.drill", "D", "drill", "Begin an exercise: nothing real is touched", hint="exercise"),
        Key("crisis.statement", "t", "statement", "Write a holding statement"),
        Key("crisis.close", "X", "close", "Close it; before anybody answered, call it a false alarm"),
        Key("crisis.postmortem", "p", "postmortem", "Write the post-mortem", hint="post-mortem"),
        Key("crisis.next", "]", "turn(1)", "The next crisis"),
        Key("crisis.previous", "[", "turn(-1)", "The crisis before"),
    ),
}
"""Tables by their owner's name, with which ids begin. `app`, `mode` and `list` are active in every mode."""

EVERYWHERE = ("app", "mode", "list")
APART = ("detail", "advice", "card", "form", "choice", "job", "preview", "conflict", "editor")
"""Tables of panes and dialogs: their keys never meet a mode's."""
FORBIDDEN = frozenset({*(f"ctrl+{letter}" for letter in "abhjklsz"), "alt+enter", *(f"f{n}" for n in range(1, 25))})
"""Keys that tmux, screen or the terminal takes before we see them."""
MOST_HINTS = 6


def table(*owners: str, keymap: Mapping[str, str] | None = None) -> tuple[Key, ...]:
    """The actions of these owners, with the keys that a keymap gives them."""
    given = keymap or {}
    return tuple(key._replace(keys=given.get(key.id, key.keys)) for owner in owners for key in TABLES.get(owner, ()))


def bindings(owner: str) -> "list[Binding]":
    """The Textual bindings of one table, for the BINDINGS of the class that owns it."""
    from textual.binding import Binding

    return [
        Binding(
            key.keys or f"unbound-{key.id}", key.action, key.hint or key.label, id=key.id, show=False, tooltip=key.label
        )
        for key in TABLES[owner]
    ]


def hints(mode: str, keymap: Mapping[str, str] | None = None) -> tuple[Key, ...]:
    """The at most six actions that the footer names: the list's, the mode's own, then palette and help."""
    first = [key for key in table("list", keymap=keymap) if key.hint]
    own = [key for key in table(mode, keymap=keymap) if key.hint]
    last = [key for key in table("app", keymap=keymap) if key.hint]
    return (*[*first, *own][: MOST_HINTS - len(last)], *last)


def shown(keys: str, most: int = 1) -> str:
    """Keys as a person reads them: `space`, `ctrl+p`, `?`; at most `most` of them."""
    return " ".join(key.strip().replace("escape", "esc") for key in keys.split(",")[:most] if key.strip())
