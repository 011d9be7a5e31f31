"""Public holidays of a country as days to respect, from the library `holidays` (extra `holidays`)."""

from datetime import date

from tweetplan.domain.findings import NotFound, Problem
from tweetplan.exchange.ics_read import DatesRead, Occurrence

ENGLISH = "en_US"


def read_holidays(country: str, part: str, first: date, last: date) -> DatesRead:
    """The public holidays of a country (`DE`), or of a part of it (`BY`), from `first` to `last`, named in English.

    Raises `NotFound` for a country or part that is not known, `Problem` when the library is not installed.
    """
    try:
        import holidays
    except ModuleNotFoundError as error:
        raise Problem("Public holidays need a library.", "pip install 'tweetplan[holidays]'") from error
    years = range(first.year, last.year + 1)
    code = country.upper()
    try:
        language = ENGLISH if ENGLISH in holidays.country_holidays(code).supported_languages else None
        found = holidays.country_holidays(code, subdiv=part or None, years=years, language=language)
    except NotImplementedError as error:
        known = holidays.list_supported_countries().get(code)
        if known is None:
            raise NotFound(
                f"There are no holidays of {country!r} here.", "Write the country as DE, GB, MY …"
            ) from error
        raise NotFound(f"{code} has no part {part!r}.", f"It has {', '.join(known) or 'none'}.") from error
    inside = [(day, name) for day, name in sorted(found.items()) if first <= day <= last]
    where = f"{code}-{part}" if part else code
    return DatesRead(
        f"holidays {where}",
        tuple(Occurrence(f"{where}/{day}", name.strip(), day, day, True, ("holiday",)) for day, name in inside),
        len(found) - len(inside),
        (),
    )
