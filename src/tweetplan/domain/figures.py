"""Figures as people read them: one way to write a KPI's value, wherever it is shown. No data is a dash, never 0."""

from tweetplan.domain.kpis import Formula, Kpi

NO_FIGURE = "–"


def figure(value: float | None, kpi: Kpi, *, signed: bool = False) -> str:
    """A KPI's value in its own unit: `1,234`, `3.1 %`, `+18 %`, `2 h 10`, `12.50 EUR`; a growth always has its sign."""
    if value is None:
        return NO_FIGURE
    kind = kpi.formula.kind
    if kind == "duration":
        return seconds_words(value)
    if kind == "growth" or (kind == "ratio" and (kpi.unit in ("", "%")) and not kpi.currency):
        return percent_words(value, signed=signed or kind == "growth")
    text = number_words(value, 2 if kpi.currency else None, signed=signed)
    return f"{text} {kpi.currency}" if kpi.currency else text


def formula_words(formula: Formula) -> str:
    """A KPI's formula in words: `(likes + replies + reposts) ÷ impressions, sums over the days`."""
    plus = " + ".join(formula.plus)
    top = f"({plus})" if len(formula.plus) > 1 and (formula.over or formula.minus) else plus
    if formula.kind == "total":
        taken = "".join(f" − {measure}" for measure in formula.minus)
        return f"the sum of {top}{taken} over the days"
    if formula.kind == "level":
        return f"the last known {top}"
    if formula.kind == "growth":
        return f"the last {top} ÷ {top} on the eve − 1"
    below = " + ".join(formula.over)
    return f"the sum of {top} ÷ the sum of {below}"


def number_words(value: float, decimals: int | None = None, *, signed: bool = False) -> str:
    """A plain number, thousands apart from 10,000 on: `1000`, `12,345`, `2.5`; at most two decimals unless told."""
    places = decimals if decimals is not None else 0 if float(value).is_integer() else 2
    comma = "," if abs(value) >= 10_000 else ""
    text = f"{value:{'+' if signed else ''}{comma}.{places}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def percent_words(share: float, *, signed: bool = False) -> str:
    """A share as per cent, with as many decimals as tell something: `31 %`, `3.1 %`, `0.42 %`, `+18 %`."""
    value = share * 100
    size = abs(value)
    places = 0 if size >= 10 or float(round(value, 6)).is_integer() else 1 if size >= 1 else 2
    return f"{value:{'+' if signed else ''}.{places}f} %".replace("-", "−")


def seconds_words(seconds: float) -> str:
    """A length of time: `45 s`, `12 min`, `3 h 10`, `2 d 4 h`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest:02}" if rest else f"{hours} h"
    days, hours = divmod(round(seconds / 3600), 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def lift_words(lift: float) -> str:
    """`+9 %`, `0 %`: a lift without decimals that it does not have."""
    return percent_words(round(lift, 2) + 0.0, signed=True).replace("+0 %", "0 %").replace("−0 %", "0 %")


def probability_words(share: float) -> str:
    """A probability as people read it: never 0 or 100 % where something may still happen."""
    if 0.0 < share < 0.01:
        return "< 1 %"
    if 0.99 < share < 1.0:
        return "> 99 %"
    return f"{share * 100:.0f} %"
