"""The conformance kit looks at publishers, fetchers and notifiers, and nothing gets out meanwhile."""

from pathlib import Path
from textwrap import dedent

import pytest

from tweetplan.testing import check_plugin

MARK = '"""A plugin."""\nfrom tweetplan.api import *\n'


def said(folder: Path, source: str) -> list[tuple[str, str]]:
    path = folder / "reaching_out.py"
    path.write_text(MARK + dedent(source), encoding="utf-8")
    return [(found.rule, found.message) for found in check_plugin(path)]


@pytest.mark.parametrize(
    ("source", "rule", "words"),
    [
        ("@hookimpl\ndef tweetplan_publish(post, account):\n    return post.text", "plugin.publish", "returned str"),
        ("@hookimpl\ndef tweetplan_publish(post):\n    return post.caption", "plugin.publish", "AttributeError"),
        (
            "@hookimpl\ndef tweetplan_publish(post):\n    return Published(x_id='one')",
            "plugin.publish",
            "decimal digits",
        ),
        ("@hookimpl\ndef tweetplan_publish(post):\n    post.poll.options\n", "plugin.publish", "AttributeError"),
        ("@hookimpl\ndef tweetplan_fetch(account, since):\n    return []", "plugin.fetch", "returned list"),
        ("@hookimpl\ndef tweetplan_fetch(account, since):\n    since.date()", "plugin.fetch", "Asked for everything"),
        ("@hookimpl\ndef tweetplan_notify(event):\n    return event.words", "plugin.notify", "AttributeError"),
    ],
)
def test_what_is_wrong_with_it_is_named(tmp_path: Path, source: str, rule: str, words: str) -> None:
    found = said(tmp_path, source)
    assert {name for name, _ in found} == {rule}
    assert all(words in message for _, message in found), found


@pytest.mark.parametrize(
    "source",
    [
        "@hookimpl\ndef tweetplan_publish(post, account):\n    raise Refused('no')",
        "@hookimpl\ndef tweetplan_publish(post):\n    return Published(x_id='19') if post.number == 1 else None",
        "@hookimpl\ndef tweetplan_fetch(account):\n    raise Problem('no token')",
        "@hookimpl\ndef tweetplan_notify(event):\n    return None",
    ],
)
def test_each_way_to_answer_is_taken(tmp_path: Path, source: str) -> None:
    assert said(tmp_path, source) == []


def test_nothing_gets_out(tmp_path: Path) -> None:
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.2)
        host, port = listening.getsockname()
        source = f"""
        import socket, subprocess
        @hookimpl
        def tweetplan_publish(post):
            socket.create_connection(({host!r}, {port})).sendall(post.text.encode())
        @hookimpl
        def tweetplan_notify(event):
            subprocess.run(["touch", {str(tmp_path / "touched")!r}])
        """
        assert said(tmp_path, source) == []
        with pytest.raises(TimeoutError):
            listening.accept()
    assert not (tmp_path / "touched").exists()
