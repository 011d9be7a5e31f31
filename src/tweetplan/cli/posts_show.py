"""How posts are printed and told as JSON: the same shape wherever a verb answers with a post."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import Session
from tweetplan.domain.post_life import POST
from tweetplan.domain.posts import Post

if TYPE_CHECKING:
    from tweetplan.workspace.desk import Card, PostView

SHORT = 6
"""Characters of a post's id that people see; the verbs take any beginning that is clear."""


def row(post: Post) -> dict[str, Any]:
    """A post as JSON shows it everywhere."""
    content = post.content
    return {
        "id": post.id,
        "account": post.account,
        "state": post.state,
        "text": post.text,
        "slot": post.slot or None,
        "planned_for": post.planned_for,
        "owner": post.owner,
        "wording_by": post.wording_by,
        "intent": post.intent,
        "topic": post.topic,
        "format": post.format,
        "goal": post.goal,
        "link": content.link,
        "utm": post.utm,
        "cta": content.cta,
        "segment": content.segment,
        "worth": content.worth,
        "lang": content.lang,
        "reply_to": content.reply_to,
        "pictures": [{"path": picture.path, "alt": picture.alt} for picture in content.pictures],
        "poll": content.poll,
        "trend": content.trend,
        "reuse": content.reuse,
        "experiment": content.experiment,
        "arm": content.arm,
        "x_id": post.x_id or None,
        "url": post.url or None,
        "why": post.why,
        "made_at": post.made_at,
        "since": post.since,
        "version": post.version,
    }


def card_row(card: "Card") -> dict[str, Any]:
    """A post of a list: with the instant of its slot, and who changed it last."""
    return {**row(card.post), "at": card.slot_at, "day": card.day or None, "late": card.late, "changed": card.touched}


def view_row(view: "PostView") -> dict[str, Any]:
    """One post with all that was said of it."""
    valid = set(view.standing.given)
    return {
        **row(view.post),
        "at": view.slot.at if view.slot else None,
        "approval": {
            "mode": view.standing.rule.mode,
            "valid": view.standing.valid,
            "missing": view.standing.missing,
            "turn": view.turn,
        },
        "approvals": [
            {"login": each.login, "at": each.at, "verdict": each.verdict, "role": each.role,
             "comment": each.comment, "valid": each in valid}
            for each in view.approvals
        ],
        "comments": [{"login": each.login, "at": each.at, "text": each.text} for each in view.comments],
        "waivers": [{"rule": each.rule, "login": each.login, "at": each.at, "reason": each.reason,
                     "hash": each.hash} for each in view.waivers],
        "deliveries": view.deliveries,
        "moves": [{"verb": each.verb, "can": not each.why_not, "why_not": each.why_not} for each in view.options],
        "changed": view.touched,
        "late": view.late,
        "minutes_left": view.minutes_left,
    }  # fmt: skip


def answer(session: Session, done: str, post: Post) -> None:
    """Answer a verb that changed a post: the post as JSON, or what was done in a line."""
    session.answer(row(post), lambda: say(f"{done} {name(post)} ({post.id}, {POST.stage(post.state).title})."))


def name(post: Post) -> str:
    """Its first line, or that it has none."""
    return post.title or "an idea without a text"


def print_cards(cards: Sequence["Card"], zones: Mapping[str, str]) -> None:
    """A list of posts for people; `zones` are those in which each account's slots are told, by account key."""
    rows = [
        (
            card.post.id[:SHORT],
            POST.stage(card.post.state).title,
            _when(card, zones.get(card.post.account, "UTC")),
            card.post.account,
            card.post.owner,
            card.post.title or "–",
        )
        for card in cards
    ]
    empty = "No posts here: `tweetplan post add FILE --account @handle` makes one."
    print_table(("id", "stage", "when", "account", "owner", "text"), rows, empty)


def _when(card: "Card", zone: str) -> str:
    told = f"{card.slot_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if card.slot_at else card.day
    return f"{told} late".strip() if card.late else told


def print_view(view: "PostView") -> None:
    """One post for people: what it is, its text, what was said of it, and what can be done."""
    post = view.post
    say(f"{post.id}  {post.account}  {view.title}" + (f": {post.why}" if post.why else ""))
    if view.slot:
        say(f"slot {view.slot.day} {view.slot.time} {view.slot.zone} ({view.slot.id})")
    parts = {"owner": post.owner, "goal": post.goal, "intent": post.intent, "topic": post.topic, "format": post.format,
             "link": post.utm or post.content.link, "on X": post.url or post.x_id}  # fmt: skip
    said = [f"{key} {held}" for key, held in parts.items() if held]
    if said:
        say(", ".join(said))
    say()
    for line in post.text.splitlines() or ["(no text yet)"]:
        say(f"  {line}")
    say()
    if view.standing.rule.mode != "none":
        say("approved" if view.standing.valid else f"still to come: {', '.join(view.standing.missing)}")
    for each in view.approvals:
        verdict = "approved" if each.verdict == "approved" else "asked for changes"
        now = "" if each.verdict != "approved" or each in view.standing.given else " (of another wording: void)"
        say(f"  {each.at[:16]} {each.login} {verdict}{now}" + (f": {each.comment}" if each.comment else ""))
    for note in view.comments:
        say(f"  {note.at[:16]} {note.login}: {note.text}")
    for waiver in view.waivers:
        say(f"  {waiver.at[:16]} {waiver.login} waived {waiver.rule}: {waiver.reason}")
    say(f"{view.touched.said} by {view.touched.login} at {view.touched.at[:16]}")
    can = [_typed(option.verb) for option in view.options if not option.why_not]
    say(f"next: {', '.join(can) or 'nothing'}")
    for option in view.options:
        if option.why_not:
            say(f"  not {_typed(option.verb)}: {option.why_not}")


def _typed(move: str) -> str:
    """A move as the verb that people type."""
    return next((each.word for each in POST.moves if each.verb == move), move)
