"""The plugin conforms."""

from tweetplan.testing import check_plugin


def test_the_plugin_conforms() -> None:
    """It loads, declares what can be planned, and answers as its hooks should."""
    assert check_plugin("tweetplan_major_goals.goals") == []
