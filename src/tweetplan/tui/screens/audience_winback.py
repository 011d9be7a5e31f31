"""The win-back programme as rows: causes with their figures, the cycle, what came of it, re-follows (W01, W12, W16)."""

from tweetplan.domain.figures import percent_words
from tweetplan.domain.winback import verdict_words
from tweetplan.tui.chrome import ago
from tweetplan.tui.paint import Line, Piece, Tone
from tweetplan.tui.screens.audience_people import NOT_COMPUTED, told_lines
from tweetplan.tui.screens.audience_rows import Panel
from tweetplan.tui.screens.why import Told, Why
from tweetplan.tui.widgets.row import Column, Row, heading, note
from tweetplan.tui.widgets.scroll import no_lines
from tweetplan.workspace import audience, winback
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.winback import Standing

COLUMNS = (Column(2), Column(20), Column(6, "right", "n"), Column(title="figures"))
MARKS: dict[str, tuple[str, Tone]] = {"yes": ("!", "bad"), "no": ("·", "good"), "unknown": ("?", "dim")}


def winback_panel(ws: Workspace, handle: str) -> Panel:
    """Where the programme stands, then the causes, peaks and re-follows as they were computed."""
    programme = winback.current(ws, handle)
    standing = winback.standing(ws, programme) if programme else None
    held: dict[str, list[Told]] = {}
    rows: list[Row] = []
    _programme(standing, rows, held)
    kept = audience.computed(ws, handle.lower(), "causes")
    rows.append(heading("Why they leave (W01)"))
    if kept is None:
        rows.append(note("causes", NOT_COMPUTED))
    for cause in kept[0]["causes"] if kept else ():
        mark, tone = MARKS[cause["verdict"]]
        key = f"cause:{cause['key']}"
        n = str(cause.get("n", 0))
        rows.append(Row(key, (Piece(mark, tone), cause["title"], n, cause["words"])))
        verdict = {"yes": "it shows", "no": "it does not show", "unknown": "cannot tell"}[cause["verdict"]]
        held[key] = [("verdict", verdict), ("figures", cause["words"]), ("n", n), ("rule", "W01")]
    for peak in kept[0].get("peaks", ()) if kept else ():
        key = f"peak:{peak['day']}"
        said = f"{peak['unfollows']} left, {peak['usual']:g} usual"
        rows.append(Row(key, (Piece("!", "warn"), f"peak {peak['day']}", "", said)))
        held[key] = [("left", said), *(("posted then", text) for text in peak.get("posts", ()))]
    _refollows(ws, handle, rows, held)

    return Panel(
        COLUMNS, tuple(rows), NOT_COMPUTED, _head(standing, kept[1] if kept else "", ws),
        lambda key: told_lines("", held[key]) if key in held else no_lines,
        lambda key: Why("Win-back", held[key]) if key in held else None,
    )  # fmt: skip


def _head(standing: Standing | None, at: str, ws: Workspace) -> Line:
    when = Piece(f"   causes computed {ago(ws.now, at)}" if at else "", "dim")
    if standing is None:
        return (Piece("No programme runs: p begins one with the diagnosis."), when)
    week = f", week {standing.week}" if standing.week else ""
    return (Piece(f"Programme: {standing.programme.state}{week}", "bold"), when)


def _programme(standing: Standing | None, rows: list[Row], held: dict[str, list[Told]]) -> None:
    """The running programme: no figure of it while its verdict is locked (W16)."""
    rows.append(heading("Programme (W02)"))
    if standing is None:
        rows.append(note("programme", "none: p begins with the diagnosis"))
        return
    one = standing.programme
    told: list[Told] = [("begun", one.started), ("cause", one.cause or "not said")]
    if one.activated:
        told += [
            ("cohort", f"{len(one.cohort.invited)} may be invited, {len(one.cohort.held_out)} left alone by lot"),
            ("week", f"{standing.week} since {one.activated}"),
            ("verdict", f"from {standing.judged_from}, due by {standing.due}"),
        ]
    said = one.verdict or (verdict_words(standing.groups) if standing.groups else f"locked: {standing.locked}")
    told += [("shows", said), ("next", "p moves it on")]
    rows.append(Row("programme", (Piece("▶", "accent"), one.state, "", said)))
    held["programme"] = told


def _refollows(ws: Workspace, handle: str, rows: list[Row], held: dict[str, list[Told]]) -> None:
    kept = audience.computed(ws, handle.lower(), "refollows")
    rows.append(heading("Who came back (W12)"))
    if kept is None:
        rows.append(note("refollows", NOT_COMPUTED))
        return
    body = kept[0]
    if body["lost"] is None:
        rows.append(
            note("refollows", f"{len(body['lists'])} lists of followers are stored, two are needed: X archives")
        )
        return
    rate = percent_words(body["rate"]) if body["rate"] is not None else "nobody left"
    words = f"{body['came_back']} of {body['lost']} lost followers came back"
    rows.append(Row("refollows", (Piece("·"), f"re-follow rate {rate}", str(body["lost"]), words)))
    held["refollows"] = [
        ("rate", f"{rate}: {words}"),
        *(
            (step["day"], f"{step['followers']} followers, +{step['gained']} −{step['lost']}, {step['came_back']} back")
            for step in body["steps"]
        ),
    ]
