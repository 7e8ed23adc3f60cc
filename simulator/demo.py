"""The little company that the demo shows: its people, its talk, its telephone, and sixty days of recordings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from simulator.demo_calls import ring
from simulator.demo_minutes import keep_minutes
from simulator.directory import Person
from simulator.world import World


class _Cast(NamedTuple):
    """Who is in it."""

    ana: Person
    bo: Person
    chen: Person
    dana: Person
    ines: Person
    olof: Person
    bot: Person


def populate(world: World) -> None:
    """Fill an empty world, relative to its clock."""
    cast = _people(world)
    _spaces(world, cast)
    _weekly_sync(world, cast)
    _design_crits(world, cast)
    _singles(world, cast)
    _plans(world, cast)
    keep_minutes(world, cast[:4])
    ring(world, cast.ana, cast.bo)


def _people(world: World) -> _Cast:
    acme, globex = world.organization("Acme"), world.organization("Globex")
    world.site("acme.webex.com", org=acme)
    world.site("acme-eu.webex.com", org=acme)
    world.site("globex.webex.com", org=globex)
    cast = _Cast(
        ana=world.person("Ana Ruiz", "ana@example.com", timezone="Europe/Madrid", org=acme),
        bo=world.person("Bo Lindqvist", "bo@example.com", timezone="Europe/Stockholm", org=acme),
        chen=world.person("Chen Wei", "chen@example.com", timezone="Asia/Singapore", org=acme),
        dana=world.person("Dana Okafor", "dana@globex.example", org=globex),
        ines=world.person("Ines Duarte", "ines@example.com", timezone="Europe/Madrid", org=acme),
        olof=world.person("Olof Berg", "olof@example.com", timezone="Europe/Stockholm", org=acme),
        bot=world.bot("RecBot", "recbot@webex.bot", org=acme),
    )
    world.make_admin(cast.ines)
    world.make_officer(cast.olof)
    return cast


def _spaces(world: World, cast: _Cast) -> None:
    atlas = world.space("Project Atlas", [cast.ana, cast.bo, cast.chen, cast.bot])
    plan = world.post(cast.ana, atlas, "Morning! The Atlas kick-off is recorded, ask RecBot if you missed it.")
    world.post(cast.chen, atlas, "Thanks, I was asleep at that hour 😴", parent=plan)
    world.post(
        cast.bo, atlas, markdown="Three things are open:\n\n1. **billing** export\n2. the `--dry-run` flag\n3. names"
    )
    crit = world.space("Design crit", [cast.bo, cast.ana, cast.dana, cast.bot])
    world.post(cast.bo, crit, "New round on Thursday. Dana joins us from Globex.")
    world.post(cast.dana, crit, markdown="Hello all! Happy to *look*, less happy to **draw**.")


def _weekly_sync(world: World, cast: _Cast) -> None:
    """Eight weeks of one series that goes on; twice somebody stopped and started again, which gives two parts."""
    guests, title = [cast.bo, cast.chen], "Weekly sync"
    series = world.series(cast.ana, title, _planned(world, 52, 8), count=12, auto_record=True, invitees=guests)
    series.number = "123456789"  # as short as one may be, and easily typed
    for week in range(8):
        start = _at(world, days=3 + 7 * week, hour=8)
        length = timedelta(minutes=44 - week)
        meeting = world.meeting(cast.ana, title, start, length, guests, series_id=series.id)
        parts = 2 if week in (1, 4) else 1
        for part in range(1, parts + 1):
            pressed = start + (part - 1) * length / 2 + timedelta(seconds=65)
            topic = f"{title}-{start:%Y%m%d %H%M}" + (f"-{part}" if parts > 1 else "")
            size = 148_022_310 // parts
            world.record(
                cast.ana, topic, pressed, length=length / parts, size=size, shared_with=guests, meeting=meeting
            )


def _design_crits(world: World, cast: _Cast) -> None:
    topics = [
        "Design crit: <Button> & friends",
        "Design crit: *the* grid",
        "Design crit 🎨 colours",
        "Design crit: 50% off_white",
    ]
    guests, title, fortnight = [cast.ana, cast.dana], "Design crit", timedelta(days=14)
    series = world.series(
        cast.bo, title, _planned(world, 47, 13), fortnight, length=timedelta(hours=1), invitees=guests
    )
    for n, topic in enumerate(topics):
        start = _at(world, days=5 + 14 * n, hour=13)
        meeting = world.meeting(cast.bo, title, start, timedelta(hours=1), guests, series_id=series.id)
        shared_with = [cast.ana, cast.dana] if n % 2 == 0 else [cast.dana]
        world.record(cast.bo, topic, start, meeting=meeting, shared_with=shared_with, length=timedelta(minutes=57))


def _singles(world: World, cast: _Cast) -> None:
    """One of everything that is a little special."""
    ana, bo, chen, dana = cast.ana, cast.bo, cast.chen, cast.dana
    europe = next(site for site in world.sites.of(ana.org) if not site.is_default)
    no_meeting = ("meetingId", "scheduledMeetingId", "meetingSeriesId", "timeRecorded")
    specials: list[tuple[Person, str, int, int, dict[str, Any]]] = [
        (ana, "Atlas kick-off 🚀", 1, 9, {"shared_with": [bo, chen], "size": 402_118_904}),
        (ana, "1:1 Ana / Bo", 2, 15, {"shared_with": [bo], "prevent_download": True}),
        (ana, "Board preview (confidential)", 9, 16, {"prevent_download": True, "transcript": False}),
        (ana, "Interview: back-end engineer", 12, 10, {"transcript": False, "length": timedelta(minutes=31)}),
        (ana, "Onboarding video", 20, 11, {"format": "UPLOADED", "omit": no_meeting, "transcript": False}),
        (ana, "Retro [sprint 41](we shipped!)", 16, 14, {"shared_with": [bo], "site": europe}),
        (ana, "Customer call – Müller & Söhne", 23, 9, {"site": europe, "tags": ["sales"]}),
        (ana, "# Not a heading", 33, 12, {"length": timedelta(minutes=3), "size": 9_120_331}),
        (
            ana,
            "All hands Q3",
            45,
            15,
            {"service_type": "EventCenter", "size": 1_904_220_118, "length": timedelta(hours=2)},
        ),
        (ana, "Support: printer on fire", 38, 10, {"service_type": "SupportCenter", "omit": ("scheduledMeetingId",)}),
        (bo, "Accessibility **review**", 4, 10, {"shared_with": [ana], "length": timedelta(minutes=25)}),
        (bo, "Training: screen readers", 26, 9, {"service_type": "TrainingCenter", "shared_with": [ana, chen]}),
        (bo, "Old town hall", 58, 13, {"format": "ARF", "transcript": False, "shared_with": [ana]}),
        (bo, "Focus group <b>A</b>", 31, 11, {"password": "Crit-2468"}),
        (chen, "Night deploy 🌙", 6, 16, {"shared_with": [ana], "length": timedelta(minutes=12), "size": 30_400_150}),
        (chen, "Incident 1729 post-mortem", 14, 3, {"shared_with": [ana, bo], "transcript": True}),
        (chen, "_underscored_ rehearsal", 52, 4, {"processed_after": timedelta(hours=9)}),
        (dana, "Globex roadmap", 8, 14, {"shared_with": [bo]}),
        (dana, "Globex ✕ Acme: contract `v2`", 21, 15, {"shared_with": [ana], "prevent_download": True}),
    ]
    for host, topic, days, hour, details in specials:
        world.record(host, topic, _at(world, days, hour), **details)


def _plans(world: World, cast: _Cast) -> None:
    """What is still to come besides the two series: one date, and a series that only its calendar can change."""
    europe = next(site for site in world.sites.of(cast.ana.org) if not site.is_default)
    team = [cast.bo, cast.chen]
    world.series(cast.ana, "Atlas go-live rehearsal", _planned(world, -2, 14), count=1, invitees=team, site=europe)
    world.series(cast.ana, "Sales pipeline", _planned(world, -5, 9), invitees=[cast.bo], calendar_connector=True)


def _planned(world: World, days: int, hour: int) -> datetime:
    """The full hour of a calendar, so many days ago."""
    return _at(world, days, hour).replace(minute=0, second=0)


def _at(world: World, days: int, hour: int) -> datetime:
    """So many days ago, at that hour of UTC."""
    day = world.clock.now().astimezone(UTC) - timedelta(days=days)
    return day.replace(hour=hour, minute=1, second=5, microsecond=0)
