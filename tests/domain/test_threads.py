"""A thread in one text: where its posts begin and end, and how each of them goes out."""

import pytest

from tweetplan.domain.draft import Picture
from tweetplan.domain.outgoing import outgoing_parts, wordless
from tweetplan.domain.posts import Content, Post, thread_parts, thread_spans


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one", ("one",)),
        ("", ("",)),
        ("one\n---\ntwo", ("one", "two")),
        ("one\n\n---\n\ntwo\n", ("one", "two")),
        ("one\n--- \t\ntwo", ("one", "two")),
        ("one\r\n---\r\ntwo", ("one", "two")),
        ("one\n---", ("one", "")),
        ("---\none", ("", "one")),
        ("one\n---\n---\ntwo", ("one", "", "two")),
        ("one --- two\n----\n---three", ("one --- two\n----\n---three",)),
    ],
)
def test_a_line_of_three_hyphens_parts_two_posts_wherever_it_stands(text: str, parts: tuple[str, ...]) -> None:
    assert thread_parts(text) == parts
    assert tuple(text[first:last] for first, last in thread_spans(text)) == parts


@pytest.mark.parametrize("text", ["one\n---", "---\none", "one\n---\n \n---\ntwo", "", " "])
def test_a_thread_with_an_empty_part_says_nothing_there(text: str) -> None:
    assert wordless(Post("p", "@a", text))


def test_pictures_go_with_the_first_part_alone() -> None:
    pictures = Content(pictures=(Picture("a.png"),))
    assert not wordless(Post("p", "@a", "", content=pictures))
    assert wordless(Post("p", "@a", "one\n---\n", content=pictures))


@pytest.mark.parametrize("text", ["one\n---\ntwo", "one\n---\n", "one", "", "---"])
def test_g28_a_link_behind_the_text_never_adds_or_takes_a_part(text: str) -> None:
    post = Post("p", "@a", text, utm="https://a.example/?utm_source=x")
    going = outgoing_parts(post)
    assert len(going) == len(post.parts)
    assert going[-1].endswith("https://a.example/?utm_source=x")


def test_a_title_is_a_line_that_says_something() -> None:
    assert [Post("p", "@a", text).title for text in ("\n---\n We roast", "---", "", "- one")] == [
        "We roast",
        "",
        "",
        "- one",
    ]
