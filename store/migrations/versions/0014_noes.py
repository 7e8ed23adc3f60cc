"""How often a row was put back for a clear no of Webex"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work", sa.Column("noes", sa.Integer(), server_default="0", nullable=False))
