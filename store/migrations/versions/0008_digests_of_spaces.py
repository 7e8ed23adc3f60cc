"""Digests that everybody in a space sees"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("room_id", "topic", "series"):
        op.add_column("subscriptions", sa.Column(name, sa.Text()))
    op.create_index("subscriptions_room", "subscriptions", ["room_id"])
