"""The published values, and those that two independent programs agree on: ``domain/oracles.json``.

The γ of that file is tested in ``test_gamma``.
"""

import json
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest

from annotate.measures.categories import (
    alpha,
    bennett_s,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    interval,
    nominal,
    observed_agreement,
    ordinal,
    pairs_in,
    ratio_scale,
    scott_pi,
)
from annotate.measures.distances import disagreement, overall
from annotate.measures.unitizing import coefficients, coincidences
from tests.shared import shared


@pytest.fixture(scope="module")
def oracles() -> dict[str, Any]:
    known: dict[str, Any] = json.loads(shared("domain", "oracles.json").read_text(encoding="utf-8"))
    return known


def test_every_group_of_known_values_has_a_test_here(oracles):
    tested = {"cohen_kappa", "gwet_ac1", "fleiss_kappa", "krippendorff_alpha"}

    assert set(oracles) == tested | {"alpha_U_1995_2004", "u_alpha_2016", "gamma"}


def test_two_raters_agree_beyond_chance_as_published(oracles):
    for known in oracles["cohen_kappa"]:
        table, close = known["table"], {"abs": known["tol"]}

        assert cohen_kappa(table).as_float() == pytest.approx(known["kappa"], **close)
        assert float(observed_agreement(table)) == pytest.approx(known["observed"], **close)
        for name, measure in (("scott_pi", scott_pi), ("bennett_s", bennett_s), ("gwet_ac1", gwet_ac1)):
            if name in known:
                assert measure(table).as_float() == pytest.approx(known[name], **close), name
        if "alpha_nominal" in known:
            assert alpha(pairs_in(table)).as_float() == pytest.approx(known["alpha_nominal"], **close)


def test_ac1_is_as_published(oracles):
    by_hand, from_r = oracles["gwet_ac1"]
    times = {(first, second): n for first, second, n in by_hand["pairs"]}
    table = [[times.get((row, column), 0) for column in "yn"] for row in "yn"]

    assert gwet_ac1(table).as_float() == pytest.approx(by_hand["ac1"], abs=by_hand["tol"])
    assert scott_pi(table).as_float() == pytest.approx(by_hand["scott_pi"], abs=by_hand["tol"])
    assert gwet_ac1(from_r["table"]).as_float() == pytest.approx(from_r["ac1"], abs=from_r["tol"])
    assert observed_agreement(from_r["table"]) == Fraction(from_r["pa"]).limit_denominator(100)


def test_many_raters_agree_as_fleiss_published(oracles):
    known = oracles["fleiss_kappa"]

    kappa, observed, expected = fleiss_kappa(known["data"])

    assert kappa.as_float() == pytest.approx(known["kappa"], abs=known["tol"])
    assert float(observed) == pytest.approx(known["observed"], abs=known["tol"])
    assert float(expected) == pytest.approx(known["expected"], abs=known["tol"])
    units = Counter(map(tuple, known["data"]))
    assert alpha(units).as_float() == pytest.approx(known["alpha_nominal"], abs=known["tol"])


def test_values_with_gaps_agree_as_krippendorff_published(oracles):
    known = oracles["krippendorff_alpha"]
    metrics = {"nominal": nominal, "ordinal": ordinal, "interval": interval, "ratio": ratio_scale}

    for name, distance in metrics.items():
        assert alpha(units_of(known["data"]), distance).as_float() == pytest.approx(
            known[name], abs=known["tol"]
        ), name
    assert alpha(units_of(known["binary"]["data"])).as_float() == pytest.approx(
        known["binary"]["alpha"], abs=known["tol"]
    )
    letters = [row.removesuffix("(lower)").lower() for row in known["nominal2"]["data"]]
    assert alpha(units_of(letters)).as_float() == pytest.approx(known["nominal2"]["alpha"], abs=known["tol"])


def units_of(rows) -> Counter[tuple[Any, ...]]:
    """Return what each unit got; a rater is a row."""
    return Counter(
        tuple(value for value in column if value is not None) for column in zip(*rows, strict=True)
    )


def test_alpha_of_1995_and_2004_is_as_published(oracles):
    of_2004, of_1995 = oracles["alpha_U_1995_2004"]
    found = {
        name: disagreement(coders, of_2004["length"], of_2004["begin"])
        for name, coders in of_2004["units"].items()
    }
    for name, one in found.items():
        assert float(one.observed) == pytest.approx(of_2004[name]["Do"], abs=of_2004["tol"])
        assert float(one.expected) == pytest.approx(of_2004[name]["De"], abs=of_2004["tol"])
        assert one.alpha.as_float() == pytest.approx(of_2004[name]["alpha"], abs=of_2004["tol"])
    assert overall(found.values()).as_float() == pytest.approx(of_2004["overall"], abs=of_2004["tol_overall"])

    for name, coders in of_1995["units"].items():
        one = disagreement(coders, of_1995["length"])
        assert float(one.observed) == pytest.approx(of_1995["observed"][name], abs=1e-4)
        stretched = [[(start * 50_000, end * 50_000) for start, end in units] for units in coders]
        far = disagreement(stretched, of_1995["length"] * 50_000)
        assert far.alpha.as_float() == pytest.approx(of_1995["alpha_at_stretch_50000"][name], abs=0.001)


def test_alpha_of_2016_is_what_two_programs_agree_on(oracles):
    known = oracles["u_alpha_2016"][0]
    close = {"abs": known["tol"]}

    found = coefficients(coincidences(known["coders"], known["length"]))

    assert found.u.as_float() == pytest.approx(known["u"], **close)
    assert found.binary.as_float() == pytest.approx(known["binary"], **close)
    assert found.cu.as_float() == pytest.approx(known["cu"], **close)
    assert found.cover.as_float() == pytest.approx(known["cover"], **close)
    for name, value in known["k"].items():
        assert found.by_value[name].as_float() == pytest.approx(value, **close)
