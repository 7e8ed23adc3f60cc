"""`audit`: what was changed by a role, for administrators and compliance officers alone."""

import csv
import io
from pathlib import Path

import pytest

from core.audit import Deed
from core.grants import GrantKind
from core.people import Asker, Person, Preferences
from core.work import Job, WorkKind
from services.progress import Progress
from store.journal import Journal
from tests.dialogues.reading import content_of, hears_all
from tests.stage import START, Speaker, Stage, StageClock, staged

REASON = "=HYPERLINK of a case"


@pytest.fixture
def olga(stage: Stage) -> Speaker:
    """A compliance officer who has allowed the bot to act for her as one."""
    olga = stage.person("Olga Novak")
    stage.webex.world.make_officer(olga.person)
    allow(stage, olga, GrantKind.COMPLIANCE)
    return olga


def allow(stage: Stage, who: Speaker, kind: GrantKind) -> None:
    link = stage.bot.services.grants.begin(who.person.id, None, kind=kind)
    assert who.consents(link).status_code == 200
    stage.settle()


def act(stage: Stage, times: int = 1) -> None:
    """Have things written down as if Olga had done them."""
    asker = Asker(Person("OLGA", "olga@example.com", "Olga", stage.recbot.org.id), Preferences(), None, True, START)
    for number in range(times):
        job = Job(number, WorkKind.MESSAGE, "OLGA", {}, START, 1, "lease")
        progress = Progress(job, Journal(stage.bot.database, stage.bot.work), StageClock(stage.clock), lambda _: None)
        deed = Deed(GrantKind.COMPLIANCE, "erase", "bo@example.com", (f"{number:032x}",), REASON)
        stage.bot.services.audit.act(asker, progress, deed, lambda: None)


def test_the_log_is_shown_newest_first_and_goes_on(stage: Stage, olga: Speaker) -> None:
    act(stage, 12)
    first = olga.says("admin log").has(
        "#24", "#6", "olga@example.com as a compliance officer", "bo@example.com", REASON
    )
    first.lacks("#4 ")
    assert "example.com" not in first.text
    olga.presses("More").has("#4", "#2").lacks("#6")
    olga.says("audit yesterday").has("Nothing is written there")


def test_the_file_holds_every_row_and_no_formula(stage: Stage, olga: Speaker) -> None:
    act(stage)
    file, card = hears_all(olga, "admin log csv")
    card.has("2 rows")
    rows = list(csv.DictReader(io.StringIO(content_of(olga, file))))
    assert [(row["number"], row["ending"], row["who"]) for row in rows] == [
        ("1", "begun", "olga@example.com"),
        ("2", "done", "olga@example.com"),
    ]
    assert {row["reason"] for row in rows} == {f"'{REASON}"}


def test_an_administrator_of_calls_alone_may_read_it_too(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.make_admin(ana.person, meetings=False)
    ana.says("audit").has("May I act for you as an administrator?")
    ana.connects().has("Nothing is written there")


def test_who_has_no_role_reads_nothing_by_typing_or_by_pressing(stage: Stage, ana: Speaker, olga: Speaker) -> None:
    act(stage)
    ana.connects()
    ana.says("audit").has("permission that only an administrator can give").lacks("bo@example.com")
    ana.submits(ana.last(), {"say": "audit csv"})
    stage.settle()
    ana.last().has("permission that only an administrator can give")
    space = stage.space("Project X", ana, olga)
    olga.writes("help", space)
    stage.settle()
    before = len(ana.heard())
    for say in ("audit", "audit csv"):
        ana.submits(stage.heard_in(space)[-1], {"say": say})
    stage.settle()
    for heard in ana.heard()[before:]:
        heard.lacks("bo@example.com", "rows")
        assert not heard.message.files


def test_who_is_no_officer_any_more_reads_nothing_any_more(stage: Stage, olga: Speaker) -> None:
    act(stage)
    olga.says("audit").has("bo@example.com")
    stage.webex.world.dismiss(olga.person)
    olga.says("audit").has("Webex does not count you as a compliance officer any more").lacks("bo@example.com")


def test_who_looks_after_another_organisation_reads_nothing_of_this_one(tmp_path: Path) -> None:
    with staged(tmp_path, allowed_orgs="*") as stage:
        act(stage)
        dana = stage.person("Dana Okafor", org=stage.webex.world.organization("Globex"))
        stage.webex.world.make_admin(dana.person)
        dana.says("audit")
        dana.connects().has("Nothing is written there").lacks("bo@example.com")
        _, card = hears_all(dana, "audit csv")
        card.has("0 rows")


def test_in_a_space_it_says_where_it_can_be_read(stage: Stage, olga: Speaker, bo: Speaker) -> None:
    act(stage)
    space = stage.space("Project X", olga, bo)
    before = len(olga.heard())
    olga.writes("audit", space)
    stage.settle()
    stage.heard_in(space)[-1].has("only in our direct space").lacks("bo@example.com")
    assert len(olga.heard()) == before


@pytest.mark.parametrize("status", [429, 503])
def test_a_role_that_webex_can_not_tell_of_shows_nothing(stage: Stage, olga: Speaker, status: int) -> None:
    act(stage)
    stage.webex.world.fault("GET", "/admin/recordings", status, times=None, retry_after=600)
    stage.webex.world.fault("GET", "/admin/convergedRecordings", status, times=None, retry_after=600)
    olga.says("audit").has("Webex").lacks("bo@example.com")


def test_what_is_no_time_is_told(olga: Speaker) -> None:
    olga.says("audit budget").has("I can't read “budget” as a time")


def test_disconnecting_leaves_the_audit(stage: Stage, olga: Speaker) -> None:
    act(stage)
    olga.says("disconnect").has("stays in the audit log")
    assert stage.bot.services.audit.verify().rows == 2
    assert stage.bot.services.grants.summary(olga.person.id, GrantKind.COMPLIANCE) is None
