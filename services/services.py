"""What handlers can ask for."""

from dataclasses import dataclass

from services.grants import GrantService
from services.people import Directory
from services.recordings import RecordingService
from services.sites import SiteService


@dataclass(frozen=True, slots=True)
class Services:
    grants: GrantService
    people: Directory
    recordings: RecordingService
    sites: SiteService
