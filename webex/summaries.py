"""What the AI of Webex noted of a meeting (reference 14)."""

from core.summaries import Summary
from webex.client import Client
from webex.wire import Json, text


def of_meeting(client: Client, meeting_id: str) -> Summary | None:
    """The notes of a held meeting, by the ID of its ended instance; None where there are none or they were deleted."""
    for items in client.pages_if_any("/meetingSummaries", {"meetingId": meeting_id}):
        for item in items:
            if not item.get("errors") and item.get("status") != "deleted":
                return _summary(item)
    return None


def _summary(item: Json) -> Summary:
    actions = item.get("actionItems")
    listed = [_content(one) for one in actions] if isinstance(actions, list) else []
    return Summary(text(item, "id") or "", _content(item.get("notes")), tuple(one for one in listed if one))


def _content(data: object) -> str:
    return (text(data, "content") or "") if isinstance(data, dict) else ""
