"""Text files for machines: robots.txt and security.txt."""

from datetime import datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def robots(client: Client) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


@pytest.mark.parametrize("path", ["/admin/", "/admin/articles/article/", "/accounts/login/", "/me/"])
def test_crawlers_stay_out_of_private_rooms(robots: RobotFileParser, path: str) -> None:
    assert not robots.can_fetch("Anybot", path)


@pytest.mark.parametrize("path", ["/", "/national/politics/2026/11/23/levy/", "/feed/", "/dictionary/"])
def test_crawlers_read_what_readers_read(robots: RobotFileParser, path: str) -> None:
    assert robots.can_fetch("Anybot", path)


def test_crawlers_find_both_sitemaps(robots: RobotFileParser, settings) -> None:
    url = settings.NEWSROOM_URL
    assert robots.site_maps() == [f"{url}/sitemap.xml", f"{url}/news-sitemap.xml"]


def test_the_security_file_names_a_contact_and_a_day_within_a_year(client: Client, settings) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    response = client.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:security@example.org"
    assert timedelta(days=30) < datetime.fromisoformat(lines["Expires"]) - timezone.now() < timedelta(days=365)


@pytest.mark.parametrize("address", ["/robots.txt", "/.well-known/security.txt"])
def test_text_files_are_the_same_for_everyone_and_kept(client: Client, address: str) -> None:
    response = client.get(address)
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert client.post(address).status_code == 405
