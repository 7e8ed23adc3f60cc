"""What is about to be told, and by which row of work"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("told", sa.Column("work_id", sa.BigInteger()))
    op.create_index("told_work", "told", ["work_id"])
