"""What the bot put into the recycle bin, and when"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "binned",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("recording_id", sa.String(length=64), nullable=False),
        sa.Column("binned_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "recording_id"),
    )
