"""What can wait goes after what somebody waits for"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work", sa.Column("can_wait", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(sa.text("UPDATE work SET can_wait = true WHERE kind = 'digest'"))
    op.drop_index("work_due", "work")
    op.create_index("work_due", "work", ["state", "can_wait", "run_at", "id"])
