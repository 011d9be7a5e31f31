"""Tell a channel's people through apprise: its addresses come from the person's own `notify.toml`."""

import logging

import apprise

from tweetplan.api import Event, Problem, hookimpl
from tweetplan_apprise._routes import routes, routes_file

TITLE = "tweetplan {}"


@hookimpl
def tweetplan_notify(event: Event) -> None:
    """Send the event to every route of its channel, as plain text; raises `Problem` when a place did not take it.

    What is said of a failure never holds an address: those carry tokens.
    """
    chosen = [route for route in routes(routes_file()) if route.channel in ("*", event.goes_to)]
    if not chosen:
        return
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    told = apprise.Apprise()
    for number, route in enumerate(chosen, 1):
        if not told.add(route.address()):
            raise Problem(f"Route {number} of {event.goes_to} is no address that apprise knows.")
    if not told.notify(event.text, title=TITLE.format(event.goes_to), body_format=apprise.NotifyFormat.TEXT):
        raise Problem(f"Not every place of {event.goes_to} took the notice ({len(told)} in all).")
