"""Instants as files of mentions write them: ISO 8601, or the form of X's own interface; seconds since 1970 UTC."""

import re
from datetime import UTC, datetime, tzinfo

_X = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d) (\d{4})")
_MONTHS = {name: at for at, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_FIRST, _LAST = datetime(2006, 1, 1, tzinfo=UTC).timestamp(), datetime(2200, 1, 1, tzinfo=UTC).timestamp()


def seconds_of(text: str, zone: tzinfo = UTC) -> float:
    """Seconds since 1970 UTC of an instant; one without a zone is in `zone`. Raises `ValueError` for anything else."""
    read = _X.fullmatch(text.strip())
    if read:
        month, day, hour, minute, second, sign, ahead, ahead_minutes, year = read.groups()
        if month not in _MONTHS:
            raise ValueError(f"{text[:40]!r} is no instant")
        offset = (int(ahead) * 3600 + int(ahead_minutes) * 60) * (-1 if sign == "-" else 1)
        moment = datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
        found = moment.timestamp() - offset
    else:
        try:
            moment = datetime.fromisoformat(text.strip().removesuffix(" UTC").strip())
        except ValueError:
            raise ValueError(f"{text[:40]!r} is no instant") from None
        try:
            found = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()
        except OverflowError:
            raise ValueError(f"{text[:40]!r} is no instant") from None
    if not _FIRST <= found < _LAST:
        raise ValueError(f"{text[:40]!r} is before there was X, or far in the future")
    return found
