"""What the doctor looks at in the terminal: size, colours, letters, and the two tmux settings that matter."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tweetplan.workspace.checks import Check

LEAST_COLUMNS, LEAST_ROWS = 80, 24
LONGEST_ESCAPE_MS = 100
Ask = Callable[[Sequence[str]], str]


def terminal_checks(environ: Mapping[str, str], size: tuple[int, int] | None, ask: Ask | None) -> Iterator[Check]:
    """Each check of the terminal that this environment describes; none but one when there is no terminal."""
    if size is None:
        yield Check("terminal", True, "no terminal here: the verbs work, the screens need one")
        return
    yield _size(*size)
    yield _kind(environ)
    yield _letters(environ)
    if environ.get("TMUX") and ask is not None:
        yield from _tmux(ask)


def _size(columns: int, rows: int) -> Check:
    fits = columns >= LEAST_COLUMNS and rows >= LEAST_ROWS
    remedy = "" if fits else f"stty size    # make the window at least {LEAST_COLUMNS}×{LEAST_ROWS}"
    return Check("terminal", fits, f"{columns} columns, {rows} rows", remedy)


def _kind(environ: Mapping[str, str]) -> Check:
    term, colours = environ.get("TERM", ""), environ.get("COLORTERM", "")
    if term in ("", "dumb", "unknown"):
        return Check(
            "colours", False, f"TERM is {term or 'not set'}: no screen can be drawn", "export TERM=xterm-256color"
        )
    if colours in ("truecolor", "24bit") or "256color" in term or term.endswith("-direct"):
        return Check("colours", True, f"{term}{f', {colours}' if colours else ''}")
    return Check("colours", True, f'{term}: 16 colours; `theme = "ansi"` in your config suits it best')


def _letters(environ: Mapping[str, str]) -> Check:
    said = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    if said.lower().replace("-", "").endswith("utf8"):
        return Check("letters", True, said)
    shown = said or "not set"
    return Check("letters", False, f"the locale is {shown}: letters beyond English may break", "export LC_ALL=C.UTF-8")


def _tmux(ask: Ask) -> Iterator[Check]:
    delay = ask(("tmux", "show-options", "-sqv", "escape-time")).strip()
    if delay.isascii() and delay.isdigit():
        slow = int(delay) > LONGEST_ESCAPE_MS
        remedy = "tmux set-option -s escape-time 20" if slow else ""
        yield Check("tmux", not slow, f"tmux waits {delay} ms after Esc", remedy)
    clipboard = ask(("tmux", "show-options", "-sqv", "set-clipboard")).strip()
    if clipboard:
        off = clipboard == "off"
        remedy = "tmux set-option -s set-clipboard on" if off else ""
        yield Check("tmux", not off, f"tmux passes copied text on to your terminal: {clipboard}", remedy)
