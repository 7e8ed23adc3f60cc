"""When people want to hear nothing that can wait"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("chosen_quiet", sa.String(length=11)))
