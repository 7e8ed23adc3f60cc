"""Grants, status, settings and errors: what their faces say and offer."""

from datetime import timedelta
from typing import Any

import pytest

from cards import errors, grants, help, people
from core.errors import BotError, NeedsConsent, RateLimited
from core.people import Preferences
from core.settings import READ_SCOPES
from core.sites import Site
from tests.cards.examples.errors import ERRORS
from tests.cards.examples.help import ENTRIES
from tests.cards.examples.people import ANA, GIVEN, stated
from tests.cards.examples.values import BERLIN, CONNECT_URL, NOW
from tests.cards.test_recordings import actions, shown


def menu(card: dict[str, Any] | None, name: str) -> dict[str, Any]:
    assert card is not None
    (found,) = (each for each in card["body"] if each.get("id") == name)
    return dict(found)


def test_every_scope_that_is_asked_for_has_plain_words() -> None:
    words = grants.scope_words(READ_SCOPES)
    assert len(words) == len(READ_SCOPES)
    assert not [each for each in words if ":" in each and "_" in each]


def test_a_scope_without_words_is_named_and_none_is_lost() -> None:
    assert grants.scope_words({"spark:new_thing", "spark:kms"}) == [
        "open what Webex keeps encrypted for you",
        "spark:new_thing",
    ]


def test_connecting_is_one_button_that_opens_the_page() -> None:
    face = grants.connect(CONNECT_URL, has_ended=False, question="list last week")
    assert actions(face) == {"Connect my Webex account": CONNECT_URL}
    assert "answer what you asked" in shown(face)
    assert "list last week" not in shown(face)  # in absolute dates it would be nobody's own words


def test_connecting_again_says_that_webex_ended_it() -> None:
    assert "Webex ended my access" in grants.connect(CONNECT_URL, has_ended=True, question=None).text


def test_asking_for_more_names_what_for() -> None:
    more = frozenset({"meeting:recordings_write"})
    face = grants.connect(CONNECT_URL, has_ended=True, question=None, more=more)
    assert "share, delete and restore your meeting recordings" in shown(face)
    assert "transcripts" not in shown(face)


def test_disconnecting_says_where_the_permission_itself_is_removed() -> None:
    assert "Webex ID account" in grants.disconnected(True).text
    assert "not connected" in grants.disconnected(False).text


@pytest.mark.parametrize(
    ("source", "words"),
    [("settings", "as you chose"), ("Webex profile", "from your Webex profile"), ("none", "names none")],
)
def test_status_says_where_the_time_zone_comes_from(source: str, words: str) -> None:
    face = stated(ANA, GIVEN, Preferences(), source)
    assert words in face.text
    assert "Europe/Berlin, where it is 10:20" in face.text


def test_status_offers_what_fits() -> None:
    assert list(actions(stated(ANA, GIVEN, Preferences(), "none"))) == ["Settings", "Disconnect"]
    assert list(actions(stated(ANA, None, Preferences(), "none"))) == ["Connect", "Settings"]


def test_the_form_holds_what_was_chosen() -> None:
    chosen = Preferences("Europe/Paris", "acme.webex.com", "last 7 days")
    card = people.settings_form(ANA, chosen, zone=BERLIN, sites=[Site("acme.webex.com")]).card
    values = [menu(card, name)["value"] for name in ("timezone", "site", "period")]
    assert values == ["Europe/Paris", "acme.webex.com", "last 7 days"]


def test_the_form_offers_every_site_and_what_is_usual() -> None:
    card = people.settings_form(ANA, Preferences(), zone=BERLIN, sites=[Site("acme.webex.com")]).card
    assert [choice["value"] for choice in menu(card, "site")["choices"]] == ["any", "acme.webex.com"]
    assert menu(card, "site")["value"] == "any"
    assert menu(card, "period")["value"] == "last 30 days"
    assert menu(card, "timezone")["value"] == "Europe/Berlin"


def test_what_was_chosen_in_words_stays_choosable() -> None:
    chosen = Preferences(site="old.webex.com", period="since monday")
    card = people.settings_form(ANA, chosen, zone=BERLIN, sites=[Site("acme.webex.com")]).card
    assert menu(card, "site")["value"] == "old.webex.com"
    assert menu(card, "period")["choices"][-1] == {"title": "Since monday", "value": "since monday"}


def test_without_sites_the_sentence_names_none() -> None:
    face = people.settings_form(ANA, Preferences(), zone=BERLIN, sites=[])
    say = "settings timezone:{timezone} period:{period} transcripts:{transcripts} quiet:{quiet}"
    assert actions(face) == {"Save": say}


@pytest.mark.parametrize(("keeps", "value", "words"), [(False, "forget", "no copies"), (True, "keep", "sealed copies")])
def test_the_form_says_what_keeping_transcripts_means_and_whether_it_is_on(keeps: bool, value: str, words: str) -> None:
    face = people.settings_form(ANA, Preferences(keeps_transcripts=keeps), zone=BERLIN, sites=[])
    assert menu(face.card, "transcripts")["value"] == value
    assert words in face.text
    for word in (
        "who said what",
        "sealed",
        "for you alone",
        "30 days",
        "disconnect",
        "Corrections",
        "all copies at once",
    ):
        assert word in shown(face)


def test_status_says_how_many_transcripts_are_kept() -> None:
    assert "I keep no copies" in stated(ANA, GIVEN, Preferences(), "none").text
    keeping = Preferences(keeps_transcripts=True)
    assert "No copies yet, kept for 30 days at most" in stated(ANA, GIVEN, keeping, "none").text
    assert "1 sealed copy, kept for 30 days" in stated(ANA, GIVEN, keeping, "none", kept=1).text


def test_what_was_saved_is_said() -> None:
    face = people.settings_form(ANA, Preferences(), zone=BERLIN, sites=[], saved=("Your lists show 7 days.",))
    assert face.text == "Settings\nYour lists show 7 days."


@pytest.mark.parametrize(("is_connected", "offers"), [(True, False), (False, True), (None, True)])
def test_help_offers_to_connect_unless_that_is_done(is_connected: bool | None, offers: bool) -> None:
    assert ("Connect" in actions(help.overview(ENTRIES, is_connected=is_connected))) is offers


@pytest.mark.parametrize(
    ("after", "words"), [(None, "in a few minutes"), (0.0, "about a second"), (290, "5 minutes"), (7300, "2 hours")]
)
def test_a_pause_is_told_in_words(after: float | None, words: str) -> None:
    assert words in errors.problem(RateLimited(after=after), now=NOW).text


@pytest.mark.parametrize("error", ERRORS.values(), ids=list(ERRORS))
def test_what_webex_wrote_is_for_the_log_only(error: BotError) -> None:
    face = errors.problem(error, now=NOW)
    message = getattr(error, "message", "") or "for the log"
    assert message not in face.text + shown(face)


def test_a_tracking_id_is_there_for_the_administrator() -> None:
    text = errors.problem(ERRORS["forbidden"], now=NOW).text
    assert "give this: ROUTERGW_0a1b2c3d-0000-4000-8000-00000000, 2026-03-03 09:20 UTC" in text
    assert "administrator, give" not in errors.problem(ERRORS["conflict"], now=NOW).text


def test_missing_permissions_are_named_in_words() -> None:
    face = errors.problem(NeedsConsent(frozenset({"meeting:summaries_read"})), now=NOW)
    assert "read the AI notes of your meetings" in face.text


def test_a_suggestion_is_a_button() -> None:
    assert actions(errors.not_understood("list last week"))["list last week"] == "list last week"
    assert "x" * 40 not in str(actions(errors.not_understood("x" * 9000)))


def test_what_was_asked_too_long_ago_can_be_asked_again() -> None:
    ago = NOW - timedelta(hours=3)
    assert actions(errors.too_old(ago, BERLIN, NOW, "links 4f91")) == {"Ask again": "links 4f91"}
    assert "Tue 3 Mar, 07:20" in errors.too_old(ago, BERLIN, NOW, None).text
    assert actions(errors.too_old(ago, BERLIN, NOW, "x" * 9000)) == {}


def test_strangers_get_one_sentence_and_nothing_to_press() -> None:
    face = errors.not_allowed()
    assert face.card is None
    assert face.text.count(".") == 1
