"""What the consent page says about a scope, beside its name."""

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "spark:people_read": "See who people are",
    "spark:kms": "Open what is encrypted for you",
    "spark:recordings_read": "See the recordings of your calls",
    "spark:recordings_write": "Delete and restore the recordings of your calls",
    "meeting:recordings_read": "See the recordings of your meetings",
    "meeting:recordings_write": "Share, delete and restore the recordings of your meetings",
    "meeting:transcripts_read": "Read the transcripts of your meetings",
    "meeting:summaries_read": "Read the AI notes of your meetings",
    "meeting:schedules_read": "See your meetings",
    "meeting:schedules_write": "Change your meetings",
    "meeting:participants_read": "See who took part in your meetings",
    "meeting:preferences_read": "See the settings of your meetings, such as your sites",
    "meeting:admin_recordings_read": "See the meeting recordings of your organization",
    "meeting:admin_recordings_write": "Share, delete and restore the meeting recordings of your organization",
    "meeting:admin_preferences_read": "See the settings of the sites of your organization",
    "spark-admin:recordings_read": "See the call recordings of your organization",
    "spark-admin:recordings_write": "Delete, restore and reassign the call recordings of your organization",
    "spark-compliance:meetings_read": "See all meetings of your organization and their recordings",
    "spark-compliance:meetings_write": "Delete meeting recordings of your organization for good",
    "spark-compliance:recordings_read": "See all call recordings of your organization",
    "spark-compliance:recordings_write": "Delete call recordings of your organization for good",
}


def described(scope: str) -> str:
    """A few words on what a scope allows; the name itself where there are none."""
    return _WORDS.get(scope, scope)
