"""How often a row's attempt ended with its process"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work", sa.Column("losses", sa.Integer(), server_default="0", nullable=False))
