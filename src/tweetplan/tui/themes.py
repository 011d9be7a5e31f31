"""Five looks. Colour never says what no word or glyph says, so each only has to be readable (UX rules 7 and 8)."""

from textual.theme import BUILTIN_THEMES, Theme

_CURSOR_DARK = {"block-cursor-background": "#2d4f67", "block-cursor-foreground": "#ffffff"}
_CURSOR_LIGHT = {"block-cursor-background": "#cfe3f5", "block-cursor-foreground": "#101418"}

DARK = Theme(
    name="dark",
    primary="#7aa2c8",
    secondary="#8fb8a8",
    accent="#d7a65f",
    foreground="#d8dee4",
    background="#14181c",
    surface="#14181c",
    panel="#3a444e",
    success="#8fc07a",
    warning="#e0b25a",
    error="#ef7d7d",
    variables={**_CURSOR_DARK, "muted": "#8b96a1"},
)
LIGHT = Theme(
    name="light",
    primary="#1f5f99",
    secondary="#2f7a64",
    accent="#8a5a00",
    foreground="#1a2026",
    background="#fafafa",
    surface="#fafafa",
    panel="#b8c2cc",
    success="#22702a",
    warning="#8a5a00",
    error="#b3261e",
    dark=False,
    variables={**_CURSOR_LIGHT, "muted": "#5b6670"},
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#ffffff",
    success="#00ff00",
    warning="#ffff00",
    error="#ff6b6b",
    variables={"block-cursor-background": "#ffff00", "block-cursor-foreground": "#000000", "muted": "#d0d0d0"},
)
COLOUR_BLIND = Theme(
    # The colours of Okabe and Ito (2008), told apart with every common kind of colour blindness.
    name="colour-blind",
    primary="#56b4e9",
    secondary="#56b4e9",
    accent="#f0e442",
    foreground="#e6e6e6",
    background="#14181c",
    surface="#14181c",
    panel="#4a5560",
    success="#56b4e9",
    warning="#e69f00",
    error="#d55e00",
    variables={**_CURSOR_DARK, "muted": "#8b96a1"},
)

OURS = (DARK, LIGHT, HIGH_CONTRAST, COLOUR_BLIND)
NAMES = (*(theme.name for theme in OURS), *(name for name in ("ansi-dark", "ansi-light") if name in BUILTIN_THEMES))
