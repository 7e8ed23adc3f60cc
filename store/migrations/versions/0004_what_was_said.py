"""What was said, sealed, of people who want that kept"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("keeps_transcripts", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "transcripts",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("transcript_hash", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("good_until", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "transcript_hash"),
    )
    op.create_index("transcripts_old", "transcripts", ["good_until"], unique=False)
