"""The page of the server in a browser: named queries, SPARQL of one's own, and the evidence behind each row."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait
from test_serve import served

Driver = webdriver.Chrome


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """A headless Chromium that reaches this machine only."""
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("chromium and chromedriver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for switch in (
        "headless=new", "no-sandbox", "disable-gpu", "disable-background-networking", "disable-component-update",
        "disable-sync", "disable-dev-shm-usage", "proxy-server=127.0.0.1:9", f"user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ):  # fmt: skip
        options.add_argument(f"--{switch}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def address(disk: Path) -> Iterator[str]:
    """The address of a server of both golden graphs."""
    with served(disk, "--jobs", "2") as (_, port):
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def page(browser: Driver, address: str) -> Driver:
    """The page, opened anew, with its named queries."""
    browser.get(address)
    WebDriverWait(browser, 20).until(lambda d: len(d.find_elements(By.CSS_SELECTOR, "#named option")) > 10)
    return browser


def at(page: Driver, name: str) -> str:
    """The text of an element."""
    return page.find_element(By.ID, name).text


def ask(page: Driver) -> str:
    """Press the button and give what the page says of the answer."""
    page.find_element(By.CSS_SELECTOR, "#form button").click()
    WebDriverWait(page, 20).until(lambda d: at(d, "status") not in ("", "Asking …"))
    return at(page, "status")


def rows(page: Driver) -> list[list[str]]:
    """The rows of the table, the first being its head."""
    lines = page.find_elements(By.CSS_SELECTOR, "#answer tr")
    return [[cell.text for cell in line.find_elements(By.CSS_SELECTOR, "th, td")] for line in lines]


def test_a_named_query_leads_to_its_evidence(page: Driver) -> None:
    """A named query with its value gives its rows, and what happened in each leads to why it is in the graph."""
    Select(page.find_element(By.ID, "named")).select_by_value("events-in")
    page.find_element(By.ID, "value-place").send_keys("Homs")
    said = ask(page)
    head, *found = rows(page)

    assert said == f"{len(found)} rows"
    assert head == ["what", "where", "begin", "end", "source", "how", "modality", "polarity"]
    assert [
        "Syrian rebels enter Homs",
        "Homs",
        "2024-12-07",
        "2024-12-07",
        "Syrian rebels",
        "claimed",
        "actual",
        "affirmed",
    ] in found
    link = page.find_element(By.LINK_TEXT, "Syrian rebels enter Homs")
    link.click()
    WebDriverWait(page, 20).until(lambda d: d.find_element(By.ID, "why").is_displayed())
    assert "claim to have [entered]event the city of [Homs]destination" in at(page, "reason")
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not page.find_element(By.ID, "why").is_displayed()
    assert page.switch_to.active_element == link


def test_sparql_of_ones_own(page: Driver) -> None:
    """SPARQL gives a table whose events lead to their evidence, yes or no, or Turtle; a mistake is told with its place."""
    box = page.find_element(By.ID, "query")
    wanted = {
        "SELECT DISTINCT ?e { ?e rdfs:label ?l FILTER(STR(?l) = 'Syrian rebels enter Homs') }": "1 row",
        "ASK { ?e a kg:Event }": "done",
        "DESCRIBE place:Homs": "done",
        "SELECT ?x {": "Line 1, column 12: this is no SPARQL: a { is not closed.\n  SELECT ?x {\n             ^",
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }": "SERVICE asks another server",
    }
    for text, said in wanted.items():
        box.clear()
        box.send_keys(text)
        assert said in ask(page), text
        if text.startswith("SELECT DISTINCT ?e"):
            page.find_element(By.PARTIAL_LINK_TEXT, "#event_94").click()
            WebDriverWait(page, 20).until(lambda d: "[entered]event" in at(d, "reason"))
            page.find_element(By.ID, "close").click()


def test_nothing_runs_and_nothing_is_fetched(page: Driver, address: str) -> None:
    """Markup in a value or an answer stays text, the console is quiet, and nobody but the server is asked."""
    page.get_log("performance"), page.get_log("browser")
    Select(page.find_element(By.ID, "named")).select_by_value("events-in")
    page.find_element(By.ID, "value-place").send_keys("<img src=x onerror=alert(1)>")
    assert ask(page) == "0 rows"
    Select(page.find_element(By.ID, "named")).select_by_value("")
    box = page.find_element(By.ID, "query")
    box.clear()
    box.send_keys("SELECT ('<img src=x onerror=alert(1)>' AS ?x) ('http://example.org/' AS ?y) {}")
    assert ask(page) == "1 row"

    messages = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    asked = {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
    assert rows(page)[1] == ["<img src=x onerror=alert(1)>", "http://example.org/"]
    assert page.find_elements(By.CSS_SELECTOR, "#answer img") == []
    assert asked
    assert all(url.startswith(address) for url in asked)
    assert page.get_log("browser") == []
