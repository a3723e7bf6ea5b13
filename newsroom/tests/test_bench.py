"""The benchmark reads what was measured rightly and says it honestly; recorded words, no load."""

import copy
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from bench import chart, database, nginx, page, plan, processes, rows, tables, wrk
from bench.families import FAMILIES
from bench.families.growth import grown
from bench.families.publishing import number_of
from bench.rounds import Seen, compared
from bench.rows import Row, Unmeasured, missing, percentile

pytestmark = pytest.mark.once

WORDS = """Running 4s test @ http://127.0.0.1:8170/
  2 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.33ms    2.01ms  44.10ms   93.15%
    Req/Sec    15.05k     1.94k   20.11k    71.25%
  Latency Distribution
     50%  820.00us
     75%    1.22ms
     90%    2.51ms
     99%   11.50ms
  119856 requests in 4.00s, 1.02GB read
Requests/sec:  29931.44
Transfer/sec:    261.01MB
"""
FAILED = """  Socket errors: connect 0, read 3, write 0, timeout 2
  Non-2xx or 3xx responses: 40
"""
RESULT: dict[str, Any] = {
    "database": "sqlite",
    "cache": "the database",
    "at": "2026-11-25T22:50:00+00:00",
    "commit": "84e7abb",
    "machine": "AMD EPYC, 2 cores, 24 GB",
    "python": "3.11.7",
    "quick": False,
    "articles": 20000,
    "stories": 100000,
    "growth": [1000, 100000],
    "seconds": 700,
    "families": [
        {
            "name": "cached",
            "says": "Pages from the page cache",
            "rows": [
                Row(
                    "Article, from the page cache",
                    {"requests_s": 24415.4, "p50_ms": 0.95, "cpu_ms": 0.0362, "queries": 0, "of_bare": 0.824},
                    target="≥ 0.5 of bare",
                    reached=True,
                ).as_dict(),
                Row("Reference: bytes <from> nginx", {"requests_s": 42876.0, "of_bare": 1.45}).as_dict(),
                missing("Behind | nginx", "nginx is missing.\nDebian: apt-get", "≥ 0.9 of nginx").as_dict(),
            ],
        },
        {"name": "small", "says": "Nothing to say", "rows": []},
        {
            "name": "growth",
            "says": "The archive as it grows",
            "rows": [grown("Front page, cold", {100000: 2.0, 1000: 1.0}).as_dict()],
        },
    ],
}


def test_the_words_of_wrk_become_numbers() -> None:
    assert wrk.parse(WORDS) == wrk.Load(119856, 29931.44, pytest.approx(0.82), 11.5, 0)


def test_answers_that_failed_are_counted() -> None:
    assert wrk.parse(WORDS + FAILED).failed == 45


def test_words_that_wrk_never_says_are_no_measurement() -> None:
    with pytest.raises(Unmeasured, match="unable to connect"):
        wrk.parse("unable to connect to 127.0.0.1:8170 Connection refused")


def test_load_goes_to_this_machine_alone() -> None:
    with pytest.raises(ValueError, match="this machine alone"):
        wrk.start("http://192.0.2.1:80/", 1)


def test_a_percentile_is_a_number_that_was_seen() -> None:
    numbers = [float(number) for number in range(100, 0, -1)]
    assert [percentile(numbers, part) for part in (0.5, 0.99, 1.0)] == [50, 99, 100]
    assert percentile([7.0], 0.99) == 7


def test_a_percentile_of_nothing_is_no_measurement() -> None:
    with pytest.raises(Unmeasured):
        percentile([], 0.5)


def test_a_server_that_fails_requests_gets_no_figures() -> None:
    good = Seen(rates=[10.0], p50=[1.0], p99=[2.0], requests=10_000, failed=1, cpu=5.0)
    assert good.values() == {"requests_s": 10, "p50_ms": 1, "p99_ms": 2, "cpu_ms": 0.5}
    with pytest.raises(Unmeasured, match="20 of 10000"):
        Seen(rates=[10.0], p50=[1.0], p99=[2.0], requests=10_000, failed=20).values()


def test_a_row_is_compared_with_the_references_that_were_measured() -> None:
    row = compared(Row("x", {"requests_s": 50.0}), {"bare": {"requests_s": 100.0}, "nginx": {"requests_s": 200.0}})
    assert (row.values["of_bare"], row.values["of_nginx"]) == (0.5, 0.25)
    assert "of_django" not in row.values


@pytest.mark.parametrize(("last", "reached"), [(1.3, True), (1.31, False)])
def test_growth_is_judged_from_the_smallest_to_the_largest(last: float, reached: bool) -> None:
    row = grown("Feed", {100_000: last, 1000: 1.0})
    assert row.reached is reached
    assert row.figure.startswith("1,000: 1.00 ms, 100,000:")


def test_a_number_of_the_metrics_page_is_found_by_its_whole_name() -> None:
    words = "# TYPE newsroom_hits_total counter\nnewsroom_hits_total 12\nnewsroom_hits_total_more 3\n"
    assert number_of(words, "newsroom_hits_total") == 12
    with pytest.raises(Unmeasured):
        number_of(words, "newsroom_hits")


def test_the_table_says_what_was_reached_what_not_and_why_something_is_missing() -> None:
    heads, article, reference, behind = tables.table(RESULT["families"][0]["rows"])
    assert heads == ["", "req/s", "p50 ms", "CPU ms", "queries", "× bare", "target", ""]
    assert article == [
        "Article, from the page cache",
        "24,415",
        "0.95",
        "0.0362",
        "0",
        "0.824",
        "≥ 0.5 of bare",
        "reached",
    ]
    assert reference[-2:] == ["", ""]
    assert behind[-1] == "not measured: nginx is missing. Debian: apt-get"
    assert tables.table(RESULT["families"][2]["rows"])[1][-1] == "not reached"


def test_the_table_of_the_documentation_has_one_cell_a_column() -> None:
    lines = tables.markdown(RESULT["families"][0]["rows"]).splitlines()
    assert len({line.replace("\\|", "").count("|") for line in lines}) == 1


def test_the_page_names_machine_date_and_counts_what_is_missing_as_not_reached() -> None:
    text = page.written([RESULT])
    assert "2026-11-25, AMD EPYC, 2 cores, 24 GB" in text
    assert "1 of 3 targets reached." in text
    assert "### The archive as it grows" in text
    assert "Nothing to say" not in text
    assert "rough" not in text.partition("## On SQLite")[2]


def test_a_quick_try_says_so() -> None:
    quick = copy.deepcopy(RESULT) | {"quick": True, "database": "postgresql"}
    assert "A quick try" in page.written([RESULT, quick]).partition("## On PostgreSQL")[2]


def test_the_chart_is_well_formed_and_has_a_bar_for_each_rate() -> None:
    words = chart.drawn("Requests a second", page.bars_of(RESULT))
    drawn = ElementTree.fromstring(words)  # noqa: S314 - our own words
    bars = [each for each in drawn.iter() if each.tag.endswith("rect")]
    assert [each.get("class") for each in bars] == ["ground", "reference", "paper"]
    assert float(bars[1].get("width", 0)) > float(bars[2].get("width", 0))
    assert "prefers-color-scheme: dark" in chart.STYLE


def test_cpu_and_memory_of_a_family_include_its_children() -> None:
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(3_000_000)); input()'])"
    with subprocess.Popen([sys.executable, "-c", busy], stdin=subprocess.PIPE) as process:
        while len(processes.family(process.pid)) < 2 and process.poll() is None:
            pass
        child = processes.family(process.pid)[1]
        assert processes.parent_of(child) == process.pid
        assert processes.pss_mb(process.pid) > processes.pss_mb(child) > 0
        process.communicate(b"\n")


def test_the_shipped_recipe_is_the_one_that_is_measured(tmp_path: Path) -> None:
    text = nginx.before_the_paper(tmp_path, 8171, 8170).read_text()
    assert "listen 127.0.0.1:8171;" in text
    assert "server 127.0.0.1:8170;" in text
    assert "proxy_cache_revalidate on;" in text
    assert "ssl" not in text.replace("ssl_", "")


def test_a_family_that_is_not_there_is_refused_before_anything_is_measured() -> None:
    command = ["env", "BENCH_ONLY=cached nonsense", sys.executable, "-m", "bench"]
    done = subprocess.run(command, cwd=nginx.ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("BENCH_ONLY: no family nonsense; there are small, cached,")


def test_every_family_has_a_name_of_its_own_and_results_are_json() -> None:
    assert len({name for name, _says, _measure in FAMILIES}) == len(FAMILIES)
    assert json.loads(json.dumps(RESULT)) == RESULT
    assert rows.median([3.0, 1.0, 2.0]) == 2


@pytest.mark.parametrize("kept", [0, 1])
def test_a_cache_that_holds_something_is_refused(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("CACHE_URL", "redis://127.0.0.1:6399/0")
    monkeypatch.setattr(database.redis, "from_url", lambda _url: SimpleNamespace(dbsize=lambda: kept))
    if kept:
        with pytest.raises(SystemExit, match="Give the benchmark an empty one"):
            database.require_empty(plan.read())
    else:
        database.require_empty(plan.read())
