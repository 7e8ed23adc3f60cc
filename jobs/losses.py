"""What takes its process with it each time is given up, and whoever waits for it is told."""

from cards import errors
from core.replies import Reply
from core.work import Job
from jobs.conversation import ANSWER_OF, WORKING
from jobs.delivery import Address, Delivery
from services.identity import Identity

_ADMITTED = "given up"


class Losses:
    """One for the process."""

    def __init__(self, delivery: Delivery, identity: Identity) -> None:
        self._delivery = delivery
        self._identity = identity

    def admit(self, job: Job) -> None:
        """Tell whoever asked, unless they have their answer or nobody waits for one. Raises what Webex answers."""
        answer = ANSWER_OF.get(job.kind)
        if answer is None or job.person_id is None:
            return
        bot_id = self._identity.get().id
        self._delivery.delete_once(job, WORKING, bot_id)
        if any(self._delivery.is_delivered(job, name, bot_id) for name in (answer, _ADMITTED)):
            return
        self._delivery.post(job, _ADMITTED, Reply(errors.given_up()), Address(job.person_id, None, is_direct=True))
