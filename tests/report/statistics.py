"""Reference values for the statistics of `lint report`, from scipy and statsmodels.

Run it in an environment of its own; it writes statistics.json beside itself:

    python3 -m venv /tmp/reference
    /tmp/reference/bin/pip install scipy statsmodels
    /tmp/reference/bin/python -P tests/report/statistics.py

With -P Python does not look for modules in this folder, where this file would stand in the place of the
standard library's `statistics`.
"""

import datetime
import json
import math
from pathlib import Path

import numpy
import scipy
import statsmodels
import statsmodels.api
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
)

LEVEL = 0.95

# hits, adverts
PROPORTIONS = [
    (0, 1), (1, 1), (1, 2), (0, 5), (3, 5), (5, 5), (5, 10), (9, 10), (4, 20), (11, 20), (17, 20), (47, 60),
    (60, 60), (0, 60), (1, 1000), (999, 1000), (1, 100000), (50000, 100000), (100000, 100000),
]

# hits and adverts of the later period, then of the earlier one
DIFFERENCES = [
    (17, 20, 4, 20), (11, 20, 4, 20), (17, 20, 11, 20), (2, 4, 0, 6), (0, 1, 0, 1), (1, 1, 0, 1), (0, 1, 1, 1),
    (1, 1, 1, 1), (0, 5, 5, 5), (5, 5, 0, 5), (0, 60, 0, 60), (60, 60, 60, 60), (60, 60, 0, 60), (3, 5, 47, 60),
    (1, 100000, 2, 100000), (9, 10, 3, 10), (56, 70, 48, 80),
]

LEVELS = [0, 0.25, 0.5, 0.75, 1]

LISTS = [
    [4], [3, 8], [2, 2], [5, 1, 3], [1, 2, 3, 4], [0, 0, 0, 1, 9], [7, 1, 4, 4, 2, 9],
    [0.5, 12.25, 3.75, 3.75, 8, 1.125, 2], [-3, -1.5, 0, 2.25, 10],
]

# day, adverts that say yes, adverts; and a later day
SERIES = [
    {"points": [("2023-07-01", 4, 20), ("2024-07-01", 11, 20), ("2025-07-01", 17, 20)], "at": "2027-01-01"},
    {
        "points": [
            ("2023-02-10", 1, 5), ("2023-05-03", 1, 4), ("2023-08-21", 1, 6), ("2023-11-14", 1, 5), ("2024-02-02", 3, 5),
            ("2024-05-30", 4, 7), ("2024-08-08", 2, 3), ("2024-11-11", 3, 5), ("2025-02-19", 5, 5), ("2025-08-01", 8, 9),
        ],
        "at": "2026-07-01",
    },
    {"points": [("2020-01-01", 9, 10), ("2021-01-01", 140, 200), ("2022-01-01", 8, 12), ("2024-02-29", 1, 5)], "at": "2026-01-01"},
    {"points": [("2021-03-01", 18, 19), ("2022-03-01", 21, 21), ("2023-03-01", 19, 20), ("2024-03-01", 18, 18)], "at": "2028-06-15"},
]

# two samples, the later first
SAMPLES = [
    ([1, 0, 2, 0, 1], [3, 5, 2, 4, 4, 1]), ([40.5, 41.25, 44], [46, 45.5]), ([0, 0, 1], [0, 1, 0, 0]), ([2, 2, 3], [9, 1, 5, 30]),
]


def wilson(hits, total):
    """The Wilson interval of a proportion, without continuity correction."""
    low, high = proportion_confint(hits, total, alpha=1 - LEVEL, method="wilson")
    return {"hits": hits, "of": total, "low": low, "high": high}


def newcombe(hits, total, hits_before, total_before):
    """Newcombe's interval of the difference of two independent proportions, later minus earlier."""
    low, high = confint_proportions_2indep(
        hits, total, hits_before, total_before,
        method="newcomb", compare="diff", alpha=1 - LEVEL, correction=False,
    )
    return {
        "hits": hits,
        "of": total,
        "hits_before": hits_before,
        "of_before": total_before,
        "difference": hits / total - hits_before / total_before,
        "low": low,
        "high": high,
    }


def quantiles(values):
    """Quantiles between neighbours, linear (type 7)."""
    found = numpy.quantile(values, LEVELS, method="linear")
    return {"values": values, "at": LEVELS, "quantiles": found.tolist()}


def years(day):
    """Years from the start of 2000 to a day."""
    return (datetime.date.fromisoformat(day) - datetime.date(2000, 1, 1)).days / 365.25


def trend(series):
    """The line through single adverts, yes as 1 and no as 0: its slope with interval, and where it stands later."""
    times, answers = [], []
    for day, hits, adverts in series["points"]:
        times += [years(day)] * adverts
        answers += [1] * hits + [0] * (adverts - hits)
    # years are far from zero: about their mean the sums lose no digits
    mean = numpy.mean(times)
    design = statsmodels.api.add_constant(numpy.array(times) - mean)
    fit = statsmodels.api.OLS(answers, design).fit(use_t=True)
    low, high = fit.conf_int(alpha=1 - LEVEL)[1]
    predicted = fit.params[0] + fit.params[1] * (years(series["at"]) - mean)
    return {**series, "slope": fit.params[1], "low": low, "high": high, "predicted": predicted}


def welch(later, earlier):
    """Welch's interval of the difference of two means, later minus earlier."""
    compared = CompareMeans(DescrStatsW(later), DescrStatsW(earlier))
    low, high = compared.tconfint_diff(alpha=1 - LEVEL, usevar="unequal")
    return {
        "later": later,
        "earlier": earlier,
        "difference": numpy.mean(later) - numpy.mean(earlier),
        "low": low,
        "high": high,
    }


def student(degrees):
    """The factor of a two-sided interval of Student's t distribution."""
    factor = scipy.stats.t.ppf((1 + LEVEL) / 2, degrees)
    return {"degrees_of_freedom": degrees, "factor": factor}


def check():
    """Compares single values with formulas written out here, so that a misread argument is noticed."""
    z = scipy.stats.norm.ppf((1 + LEVEL) / 2)
    p, n = 0.6, 5
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    row = wilson(3, 5)
    assert math.isclose(row["low"], middle - half) and math.isclose(row["high"], middle + half)

    later, earlier = wilson(56, 70), wilson(48, 80)
    a, b = 56 / 70, 48 / 80
    low = a - b - math.hypot(a - later["low"], earlier["high"] - b)
    high = a - b + math.hypot(later["high"] - a, b - earlier["low"])
    row = newcombe(56, 70, 48, 80)
    assert math.isclose(row["low"], low) and math.isclose(row["high"], high)


def plain(value):
    """The value with numpy's numbers as Python's, and infinities and undefined numbers as null."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (str, int)):
        return value
    return float(value) if math.isfinite(value) else None


def rows(values):
    """A JSON list with one row on each line."""
    return "[\n" + ",\n".join("    " + json.dumps(plain(value)) for value in values) + "\n  ]"


def main():
    """Writes statistics.json."""
    check()
    made_with = {
        "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__,
        "numpy": numpy.__version__,
    }
    parts = {
        "made_with": json.dumps(made_with),
        "level": json.dumps(LEVEL),
        "wilson": rows(wilson(*row) for row in PROPORTIONS),
        "newcombe": rows(newcombe(*row) for row in DIFFERENCES),
        "quantiles": rows(quantiles(values) for values in LISTS),
        "student": rows(student(degrees) for degrees in [1, 2, 3, 4, 5, 8, 10, 20, 34, 100, 1000]),
        "trend": rows(trend(series) for series in SERIES),
        "welch": rows(welch(*samples) for samples in SAMPLES),
    }
    text = ",\n".join(f"  {json.dumps(name)}: {part}" for name, part in parts.items())
    path = Path(__file__).with_name("statistics.json")
    path.write_text("{\n" + text + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
