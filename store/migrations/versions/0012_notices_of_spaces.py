"""Whom notices of a person's recordings tell: that person, and spaces"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wishes",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "audience", "topic", "series"),
    )
    op.create_index("wishes_audience", "wishes", ["audience"])
    op.execute("INSERT INTO wishes SELECT person_id, person_id, '', '', since FROM noticings")
    op.alter_column("threads", "person_id", new_column_name="audience")
