"""Puts the bot together, once, from its settings. Wiring and nothing else."""

from dataclasses import dataclass
from functools import partial
from threading import Thread

import structlog
from flask import Flask

from core.clock import Clock, SystemClock
from core.grants import GrantKind
from core.metrics import Metrics
from core.settings import Settings, read_settings
from core.work import WorkKind
from handlers.when.periods import warm_up
from jobs import conversation, delivery, digests, missed, notices, space_notices, timers
from jobs.apologies import Apologies
from jobs.clock import Ticks
from jobs.conversation import NOTE_AFTER
from jobs.delivery import Delivery
from jobs.notices import Notices as NoticeJobs
from jobs.space_notices import SpaceNotices
from jobs.worker import Worker
from services import grants as grant_services
from services import notices as notice_services
from services.access import Access
from services.admin import AdminService
from services.admin_bin import AdminBinService
from services.audit import AuditService
from services.bin import BinService
from services.calls import CallService
from services.cleaning import CleaningService
from services.compliance import ComplianceService
from services.confirmations import Confirmations
from services.digests import DigestService
from services.doctor import Doctor
from services.extras import ExtraService
from services.grants import GrantService
from services.hearing import Hearing
from services.identity import Identity
from services.intake import Intake
from services.looks import LookService
from services.meetings import MeetingService
from services.missed import MissedService
from services.notices import NoticeService
from services.participants import ParticipantService
from services.people import Directory
from services.reassign import ReassignService
from services.recordings import RecordingService
from services.roles import RoleService
from services.services import Services
from services.sharing import SharingService
from services.sites import SiteService
from services.space_digests import SpaceDigestService
from services.space_notices import SpaceNoticeService
from services.summaries import SummaryService
from services.sweeps import SweepService
from services.timeline import TimelineService
from services.transcripts import SIDE_BY_SIDE, TranscriptService
from services.views import ViewService
from services.webhooks import WebhookService
from services.why import WhyService
from store.audit import AuditLog
from store.binned import Binned
from store.database import Database
from store.doorbell import Doorbell, doorbell_for
from store.facts import Facts, Turns
from store.grants import Grants
from store.hearing import Silences
from store.journal import Journal
from store.migrate import migrate
from store.notices import Notices
from store.people import People
from store.subscriptions import Subscriptions
from store.told import ToldThings
from store.transcripts import Transcripts
from store.vault import Vault
from store.work import Work
from web import grants as grant_pages
from web import health, webhooks
from web.server import THREADS
from webex.client import Client, FixedBearer
from webex.grants import OAuth
from webex.messaging import Messaging
from webex.pace import Pace
from webex.reach import is_answered
from webex.transport import Session, Transport, new_session

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Bot:
    """The parts that a process starts and stops."""

    settings: Settings
    web: Flask
    worker: Worker
    ticks: Ticks
    identity: Identity
    webhooks: WebhookService
    hearing: Hearing
    database: Database
    work: Work
    doorbell: Doorbell
    doctor: Doctor
    access: Access
    grants: Grants
    services: Services
    session: Session
    messaging: Messaging

    def start_work(self) -> None:
        """Start the workers."""
        self.worker.start(self.settings.workers)
        # Half a second, and neither the port nor the first question should wait for it.
        Thread(target=warm_up, name="warm-up", daemon=True).start()

    def close(self) -> None:
        """Give connections back. Start nothing afterwards."""
        self.doorbell.close()
        self.database.close()
        self.session.close()
        self.messaging.close()


def build(settings: Settings, *, clock: Clock | None = None, note_after: float = NOTE_AFTER) -> Bot:
    """The whole bot, started nowhere yet; its database is brought to the newest shape. Raises `DatabaseAway`."""
    clock = clock or SystemClock()
    metrics = Metrics()
    vault = Vault(settings.secret_keys)
    secrets = _webhook_secrets(settings, vault)

    database = Database(settings.database_url, connections=settings.workers + THREADS + 4)
    migrate(database)
    doorbell = doorbell_for(database)
    work = Work(database, doorbell)
    journal = Journal(database, work)
    binned = Binned(database)
    transcripts = Transcripts(database, vault)
    subscriptions, told, noticed = Subscriptions(database), ToldThings(database), Notices(database)
    people, grants, facts, turns = People(database), Grants(database, vault), Facts(database), Turns(database)

    # Each worker may search for somebody; with fewer connections than calls at once, they would be thrown away.
    session = new_session(settings.workers * SIDE_BY_SIDE + THREADS)
    transport = Transport(session, settings.webex_api_url)
    bot_token = settings.webex_bot_token.get_secret_value()
    bot_client = Client(transport, FixedBearer(bot_token))
    pace = Pace(clock)
    messaging = Messaging(bot_token, settings.webex_api_url, settings.workers, pace)
    client_secret = settings.webex_client_secret.get_secret_value()
    oauth = OAuth(settings.webex_client_id, client_secret, settings.redirect_uri, settings.webex_api_url)

    identity = Identity(facts, bot_client, bot_token)
    access = Access(transport, grants, oauth, clock)
    directory = Directory(settings, database, people, transcripts, bot_client, identity, clock)
    grant_service = GrantService(
        grant_services.Parts(
            settings,
            database,
            grants,
            work,
            binned,
            subscriptions,
            told,
            noticed,
            vault,
            oauth,
            transport,
            access,
            directory,
            clock,
        )
    )
    sharing = SharingService(access, bot_client, identity)
    recordings, sites = RecordingService(access, people, clock), SiteService(access)
    timeline, bins = TimelineService(access, people, clock), BinService(access, binned, clock)
    extras = ExtraService(access, clock)
    digest_service = DigestService(timeline, extras, bins, subscriptions, told, work, database, clock)
    admin = AdminService(access, people, vault, clock)
    officers = AdminService(access, people, vault, clock, GrantKind.COMPLIANCE)
    silences = Silences(database)
    hearing = Hearing(identity, facts, silences, people, work, database, clock)
    intake = Intake(database, work, identity, noticed, clock)
    webhook_service = WebhookService(bot_client, settings.webhook_url, secrets, metrics)
    looks = LookService(access, grants, clock)
    noticing_parts = notice_services.Parts(
        access, webhook_service, timeline, extras, looks, noticed, told, binned, work, database, clock
    )
    notice_service = NoticeService(noticing_parts)
    space_notice_service = SpaceNoticeService(noticing_parts, notice_service)
    services = Services(
        grants=grant_service,
        people=directory,
        recordings=recordings,
        calls=CallService(access, people, clock),
        timeline=timeline,
        sites=sites,
        transcripts=TranscriptService(access, recordings, sites, transcripts, clock),
        summaries=SummaryService(access),
        participants=ParticipantService(access),
        views=ViewService(access),
        meetings=MeetingService(access),
        why=WhyService(access, clock),
        bin=bins,
        sharing=sharing,
        digests=digest_service,
        space_digests=SpaceDigestService(digest_service, sharing, subscriptions, told, database, clock),
        notices=notice_service,
        space_notices=space_notice_service,
        sweeps=SweepService(noticing_parts, notice_service, space_notice_service),
        hearing=hearing,
        confirmations=Confirmations(vault, clock),
        admin=admin,
        admin_bin=AdminBinService(admin, clock),
        reassign=ReassignService(admin, clock),
        roles=RoleService(access),
        officers=officers,
        compliance=ComplianceService(officers),
        audit=AuditService(AuditLog(database, vault), clock),
    )

    deliverer = Delivery(delivery.Parts(messaging, journal, work, people, subscriptions, told, noticed, clock, metrics))
    talk = conversation.Conversation(
        conversation.Parts(
            services, identity, messaging, deliverer, database, journal, work, people, vault, clock, metrics, note_after
        )
    )
    noticing = NoticeJobs(notices.Parts(services, identity, deliverer, people, database, work, clock))
    look_up = MissedService(bot_client, messaging, identity, work, clock)
    catching_up = missed.Missed(missed.Parts(look_up, intake, silences, journal, database, work, clock, metrics))
    digesting = digests.Digests(digests.Parts(services, identity, deliverer, subscriptions, database, work, clock))
    telling_spaces = SpaceNotices(space_notices.Parts(services, identity, deliverer, database, work, clock))
    performers = {
        WorkKind.MESSAGE: talk.hear,
        WorkKind.PRESS: talk.hear,
        WorkKind.ADDED: talk.greet,
        WorkKind.CONNECTED: talk.resume,
        WorkKind.DIGEST: digesting.send,
        WorkKind.NOTICE: noticing.tell,
        WorkKind.LOOK_AGAIN: noticing.look_again,
        WorkKind.SWEEP: noticing.sweep,
        WorkKind.MISSED: catching_up.look_up,
        WorkKind.SPACE_NOTICE: telling_spaces.tell,
        WorkKind.SPACE_SWEEP: telling_spaces.sweep,
        WorkKind.DELETE_MESSAGE: timers.Timers(deliverer, identity, database, work, clock).delete_message,
    }
    apologise = Apologies(deliverer, database, work, journal, identity, people, clock).make
    worker = Worker(database, work, doorbell, pace, performers, clock, metrics, apologise=apologise)
    ticks = Ticks(
        identity,
        webhook_service,
        hearing,
        services.digests,
        services.sweeps,
        work,
        CleaningService(work, transcripts, grants, told, binned, people, grant_service, clock),
        facts,
        turns,
        clock,
        metrics,
    )

    web = Flask(__name__, static_folder=None)
    web.register_blueprint(webhooks.blueprint(webhooks.Parts(secrets, intake, hearing, metrics)))
    web.register_blueprint(grant_pages.blueprint(grant_service))
    web.register_blueprint(health.blueprint(facts, webhook_service.right_at, hearing, clock, metrics))
    doctor = Doctor(settings, database, identity, webhook_service, hearing, oauth, clock, partial(is_answered, session))
    return Bot(
        settings=settings,
        web=web,
        worker=worker,
        ticks=ticks,
        identity=identity,
        webhooks=webhook_service,
        hearing=hearing,
        database=database,
        work=work,
        doorbell=doorbell,
        doctor=doctor,
        access=access,
        grants=grants,
        services=services,
        session=session,
        messaging=messaging,
    )


def create_app() -> Flask:
    """The web part alone, for a WSGI server of the operator's choice."""
    bot = build(read_settings())
    bot.hearing.start()
    return bot.web


def _webhook_secrets(settings: Settings, vault: Vault) -> tuple[str, ...]:
    """The secrets that a delivery may be signed with, the one for new webhooks first."""
    if settings.webex_webhook_secret is not None:
        return (settings.webex_webhook_secret.get_secret_value(),)
    return vault.webhook_secrets()
