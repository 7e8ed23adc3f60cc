"""What handlers can ask for."""

from dataclasses import dataclass

from core.grants import GrantKind
from services.admin import AdminService
from services.admin_bin import AdminBinService
from services.audit import AuditService
from services.bin import BinService
from services.calls import CallService
from services.compliance import ComplianceService
from services.confirmations import Confirmations
from services.digests import DigestService
from services.grants import GrantService
from services.hearing import Hearing
from services.meetings import MeetingService
from services.notices import NoticeService
from services.participants import ParticipantService
from services.people import Directory
from services.reassign import ReassignService
from services.recordings import RecordingService
from services.roles import RoleService
from services.sharing import SharingService
from services.sites import SiteService
from services.space_digests import SpaceDigestService
from services.space_notices import SpaceNoticeService
from services.summaries import SummaryService
from services.sweeps import SweepService
from services.timeline import TimelineService
from services.transcripts import TranscriptService
from services.views import ViewService
from services.why import WhyService


@dataclass(frozen=True, slots=True)
class Services:
    grants: GrantService
    people: Directory
    recordings: RecordingService
    calls: CallService
    timeline: TimelineService
    sites: SiteService
    transcripts: TranscriptService
    summaries: SummaryService
    participants: ParticipantService
    views: ViewService
    meetings: MeetingService
    why: WhyService
    bin: BinService
    sharing: SharingService
    digests: DigestService
    space_digests: SpaceDigestService
    notices: NoticeService
    space_notices: SpaceNoticeService
    sweeps: SweepService
    hearing: Hearing
    confirmations: Confirmations
    admin: AdminService
    admin_bin: AdminBinService
    reassign: ReassignService
    roles: RoleService
    audit: AuditService
    officers: AdminService
    """The same as `admin`, with the grants of compliance officers."""
    compliance: ComplianceService

    def others(self, kind: GrantKind) -> AdminService:
        """Who looks at the recordings of others by that kind of grant."""
        return self.officers if kind is GrantKind.COMPLIANCE else self.admin
