"""Numbers in templates: grouped where people read them, bare where programs do."""

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

PLURAL = (
    "{% load i18n %}{% blocktranslate trimmed count number=n|grouped %}"
    "{{ number }} tag{% plural %}{{ number }} tags{% endblocktranslate %}"
)


def shown(template: str, n: object) -> str:
    return Template(template).render(Context({"n": n}))


@pytest.mark.parametrize(
    ("number", "words"),
    [(None, ""), (0, "0"), (999, "999"), (1000, "1,000"), (1234567, "1,234,567"), (1234.6, "1,235")],
)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_number_is_grouped_alike_in_every_language(language, number, words):
    with translation.override(language):
        assert shown("{{ n|grouped }}", number) == words


@pytest.mark.parametrize(
    ("language", "one", "many"), [("en", "1 tag", "1,200 tags"), ("zh-hans", "1处标注", "1,200处标注")]
)
def test_a_sentence_has_its_plural_and_its_grouped_number(language, one, many):
    with translation.override(language):
        assert shown(PLURAL, 1) == one
        assert shown(PLURAL, 1200) == many


def test_a_bar_tells_programs_the_bare_number():
    bar = render_to_string("components/progress.html", {"done": 1200, "total": 34567, "label": "x"})

    assert 'value="1200"' in bar
    assert 'max="34567"' in bar
    assert "1,200 / 34,567" in bar
