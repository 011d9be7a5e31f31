"""How probabilities and lifts are written: never more certain, and never more exact, than they are."""

import pytest

from tweetplan.domain.figures import lift_words, probability_words


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "0 %"), (0.0001, "< 1 %"), (0.0099, "< 1 %"), (0.01, "1 %"), (0.617, "62 %"), (0.99, "99 %"),
     (0.9999, "> 99 %"), (1.0, "100 %")],
)  # fmt: skip
def test_a_probability_is_never_called_certain_while_something_may_happen(share: float, said: str):
    assert probability_words(share) == said


@pytest.mark.parametrize(
    ("lift", "said"),
    [(0.093, "+9 %"), (-0.021, "−2 %"), (0.0, "0 %"), (-0.0, "0 %"), (0.004, "0 %"), (-0.004, "0 %"), (1.49, "+149 %")],
)
def test_a_lift_has_no_decimals_that_it_does_not_have(lift: float, said: str):
    assert lift_words(lift) == said
