"""What tests that kill the bot as it sends digests have in common: a digest that is due at once."""

from datetime import timedelta

from services.digests import SPREAD
from simulator.archive import Recording
from store.binned import Binned
from store.subscriptions import Subscriptions
from tests.kills.standing import Standing

DAY = timedelta(days=1)


def a_digest_is_due(standing: Standing, audience: str, binned: Recording | None = None) -> None:
    """The one digest of that person or space, and another process makes a row of it: to be sent at once.

    What is `binned` the bot has put into the bin long ago.
    """
    now = standing.webex.clock.now() - SPREAD
    with standing.beside(behind=SPREAD) as bot:
        if binned is not None:
            Binned(bot.database).keep(audience, [binned.id], now - 25 * DAY)
        (one,) = bot.services.digests.of(audience) or bot.services.space_digests.of(audience)
        with bot.database.begin() as tx:
            Subscriptions(bot.database).move(tx, one.id, now)
        bot.services.digests.plan_due()
