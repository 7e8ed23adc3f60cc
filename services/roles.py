"""Who is an administrator or a compliance officer: by a grant of that kind, and by what Webex says at the moment."""

from core.errors import NotConnected, RoleMissing
from core.grants import GrantKind
from services.access import Access
from webex import roles


class RoleService:
    """One for the process."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def require(self, person_id: str, *kinds: GrantKind) -> GrantKind:
        """The first of these roles that Webex says the person has.

        Asked of Webex each time, since a role can be taken away. Raises `NotConnected` where the person allowed none
        of them, `RoleMissing` where Webex knows of none any more, and `Retryable`.
        """
        why: NotConnected | RoleMissing | None = None
        for kind in kinds:
            try:
                if roles.is_held(self._access.client(person_id, kind=kind)):
                    return kind
                why = RoleMissing(kind=kind)
            except NotConnected as error:
                why = why or error
        raise why or RoleMissing()
