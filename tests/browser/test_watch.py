"""The browser tests are worth only what their watch notices."""

import pytest

from tests.browsing import Visitor, assert_accessible


@pytest.mark.parametrize(
    ("act", "notice"),
    [
        (
            "fetch('https://elsewhere.invalid/').catch(() => null)",
            "Blocked by the security policy: connect-src",
        ),
        ("document.body.setAttribute('onclick', 'alert(1)')", "Blocked by the security policy: script-src"),
        ("document.body.innerHTML = '<p style=\"color: red\">'", "Blocked by the security policy: style-src"),
        ("console.error('It broke.')", "Console: It broke."),
        ("void setTimeout(() => { throw new Error('It broke.') })", "Uncaught: It broke."),
    ],
)
def test_the_watch_notices_what_nobody_sees(window: Visitor, act: str, notice: str) -> None:
    window.page.goto("/sign-in/")

    window.page.evaluate(act)
    for _ in range(40):
        if any(notice in line for line in window.trouble):
            break
        window.page.wait_for_timeout(50)  # milliseconds, for the browser to report

    assert any(notice in line for line in window.trouble)
    window.expect(".")  # this trouble was ours


def test_an_inaccessible_page_is_called_so(window: Visitor) -> None:
    window.page.goto("/sign-in/")
    window.page.evaluate("document.body.append(document.createElement('button'))")

    with pytest.raises(AssertionError, match="button-name"):
        assert_accessible(window.page)
