"""The process that talks to X: one request on stdin, one answer on stdout; the token is read here and stays here."""

import json
import logging
import sys
from typing import Any

from tweetplan.api import Problem
from tweetplan_x._secret import Absent, credentials

MOST = 4 * 1024 * 1024


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    account = str(asked["account"])
    try:
        held = credentials(account)
    except Problem as problem:
        absent = isinstance(problem, Absent)
        return {"outcome": "refused", "why": str(problem), "problem": str(problem), "absent": absent}
    if asked["do"] == "publish":
        from tweetplan_x._posting import publish

        return publish(asked["post"], held)
    from tweetplan_x._reading import fetch

    return fetch(account, str(asked["since"]), held)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(_answer(json.loads(sys.stdin.read(MOST)))) + "\n")
