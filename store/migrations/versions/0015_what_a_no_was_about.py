"""What Webex has said no to: those to different things do not count together"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work", sa.Column("no_to", sa.Text()))
