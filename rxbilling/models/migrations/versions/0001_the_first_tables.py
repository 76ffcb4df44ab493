"""The first tables."""

from alembic import op
import sqlalchemy as sa

from rxbilling.models.migrations.guards import create_guards


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bill_rule',
    sa.Column('rounding_increment_s', sa.Integer(), nullable=True),
    sa.Column('rounding_minimum_s', sa.Integer(), nullable=False),
    sa.Column('rounding_mode', sa.String(), nullable=False),
    sa.Column('rounding_scope', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('level_of_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('match', sa.String(), nullable=False),
    sa.Column('criteria', sa.JSON(), nullable=False),
    sa.Column('first_day', sa.Integer(), nullable=True),
    sa.Column('last_day', sa.Integer(), nullable=True),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('per', sa.String(), nullable=False),
    sa.Column('rates', sa.JSON(), nullable=False),
    sa.Column('factors_bp', sa.JSON(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.CheckConstraint("(level = 'general') = (level_of_id = 0)", name=op.f('ck_bill_rule_of')),
    sa.CheckConstraint("level IN ('contract', 'plan', 'account', 'general')", name=op.f('ck_bill_rule_level')),
    sa.CheckConstraint("match IN ('all', 'any')", name=op.f('ck_bill_rule_match')),
    sa.CheckConstraint("per IN ('hour', 'request')", name=op.f('ck_bill_rule_per')),
    sa.CheckConstraint("rounding_mode IN ('up', 'nearest', 'down')", name=op.f('ck_bill_rule_rounding_mode')),
    sa.CheckConstraint("rounding_scope IN ('entry', 'ticket-day', 'ticket', 'day', 'cycle')", name=op.f('ck_bill_rule_rounding_scope')),
    sa.CheckConstraint('first_day IS NULL OR last_day IS NULL OR last_day >= first_day', name=op.f('ck_bill_rule_days')),
    sa.CheckConstraint('rounding_increment_s IS NULL OR rounding_increment_s >= 0', name=op.f('ck_bill_rule_rounding_increment')),
    sa.CheckConstraint('rounding_minimum_s >= 0', name=op.f('ck_bill_rule_rounding_minimum')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bill_rule')),
    sa.UniqueConstraint('level', 'level_of_id', 'position', name=op.f('uq_bill_rule_level_level_of_id_position'))
    )
    op.create_table('calendar',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('zone', sa.String(), nullable=False),
    sa.Column('hours', sa.JSON(), nullable=False),
    sa.Column('weekend', sa.JSON(), nullable=False),
    sa.Column('holiday_country', sa.String(), nullable=True),
    sa.Column('holiday_subdivision', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar')),
    sa.UniqueConstraint('name', name=op.f('uq_calendar_name'))
    )
    op.create_table('rep',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rep')),
    sa.UniqueConstraint('name', name=op.f('uq_rep_name'))
    )
    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision'))
    )
    op.create_table('service',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service')),
    sa.UniqueConstraint('name', name=op.f('uq_service_name'))
    )
    op.create_table('sign_in_failure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_failure'))
    )
    with op.batch_alter_table('sign_in_failure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_failure_address'), ['address'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_failure_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_failure_email'), ['email'], unique=False)

    op.create_table('support_plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('mode', sa.String(), nullable=False),
    sa.Column('cycle', sa.String(), nullable=False),
    sa.Column('anchor', sa.String(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('base_charge', sa.BigInteger(), nullable=False),
    sa.Column('prorate', sa.Boolean(), nullable=False),
    sa.Column('allowance_unit', sa.String(), nullable=False),
    sa.Column('allowance_amount', sa.BigInteger(), nullable=False),
    sa.Column('only_operational_draws', sa.Boolean(), nullable=False),
    sa.Column('burn_bp', sa.JSON(), nullable=False),
    sa.Column('overage_rates', sa.JSON(), nullable=True),
    sa.Column('after_allowance', sa.String(), nullable=False),
    sa.Column('grace_bp', sa.Integer(), nullable=False),
    sa.Column('carry_over_cap', sa.BigInteger(), nullable=True),
    sa.Column('carry_over_cycles', sa.Integer(), nullable=False),
    sa.Column('is_default', sa.Boolean(), nullable=False),
    sa.CheckConstraint("after_allowance IN ('allow', 'warn', 'block')", name=op.f('ck_support_plan_after_allowance')),
    sa.CheckConstraint("allowance_unit IN ('second', 'request', 'money')", name=op.f('ck_support_plan_allowance_unit')),
    sa.CheckConstraint("anchor IN ('start', 'calendar')", name=op.f('ck_support_plan_anchor')),
    sa.CheckConstraint("cycle IN ('week', 'month', 'quarter', 'half-year', 'year', 'contract')", name=op.f('ck_support_plan_cycle')),
    sa.CheckConstraint("mode IN ('prepaid', 'postpaid')", name=op.f('ck_support_plan_mode')),
    sa.CheckConstraint("type IN ('hour', 'request', 'fixed', 'retainer')", name=op.f('ck_support_plan_type')),
    sa.CheckConstraint('allowance_amount >= 0', name=op.f('ck_support_plan_allowance')),
    sa.CheckConstraint('base_charge >= 0', name=op.f('ck_support_plan_base_charge')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_plan')),
    sa.UniqueConstraint('name', name=op.f('uq_support_plan_name'))
    )
    op.create_table('account',
    sa.Column('rounding_increment_s', sa.Integer(), nullable=True),
    sa.Column('rounding_minimum_s', sa.Integer(), nullable=False),
    sa.Column('rounding_mode', sa.String(), nullable=False),
    sa.Column('rounding_scope', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('currency', sa.String(), nullable=True),
    sa.Column('calendar_id', sa.Integer(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.CheckConstraint("rounding_mode IN ('up', 'nearest', 'down')", name=op.f('ck_account_rounding_mode')),
    sa.CheckConstraint("rounding_scope IN ('entry', 'ticket-day', 'ticket', 'day', 'cycle')", name=op.f('ck_account_rounding_scope')),
    sa.CheckConstraint('rounding_increment_s IS NULL OR rounding_increment_s >= 0', name=op.f('ck_account_rounding_increment')),
    sa.CheckConstraint('rounding_minimum_s >= 0', name=op.f('ck_account_rounding_minimum')),
    sa.ForeignKeyConstraint(['calendar_id'], ['calendar.id'], name=op.f('fk_account_calendar_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('name', name=op.f('uq_account_name'))
    )
    op.create_table('app_user',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('theme', sa.String(), nullable=False),
    sa.Column('rep_id', sa.Integer(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("role IN ('rep', 'manager', 'finance', 'admin')", name=op.f('ck_app_user_role')),
    sa.ForeignKeyConstraint(['rep_id'], ['rep.id'], name=op.f('fk_app_user_rep_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_app_user')),
    sa.UniqueConstraint('email', name=op.f('uq_app_user_email')),
    sa.UniqueConstraint('rep_id', name=op.f('uq_app_user_rep_id'))
    )
    op.create_table('calendar_holiday',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('calendar_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['calendar_id'], ['calendar.id'], name=op.f('fk_calendar_holiday_calendar_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_holiday')),
    sa.UniqueConstraint('calendar_id', 'day', name=op.f('uq_calendar_holiday_calendar_id_day'))
    )
    op.create_table('cost_rate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('rep_id', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Integer(), nullable=True),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('amount >= 0', name=op.f('ck_cost_rate_amount')),
    sa.ForeignKeyConstraint(['rep_id'], ['rep.id'], name=op.f('fk_cost_rate_rep_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cost_rate')),
    sa.UniqueConstraint('rep_id', 'first_day', name=op.f('uq_cost_rate_rep_id_first_day'))
    )
    op.create_table('organisation',
    sa.Column('rounding_increment_s', sa.Integer(), nullable=True),
    sa.Column('rounding_minimum_s', sa.Integer(), nullable=False),
    sa.Column('rounding_mode', sa.String(), nullable=False),
    sa.Column('rounding_scope', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('calendar_id', sa.Integer(), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('quickbooks_company', sa.String(), nullable=False),
    sa.Column('quickbooks_create_time', sa.String(), nullable=False),
    sa.CheckConstraint("rounding_mode IN ('up', 'nearest', 'down')", name=op.f('ck_organisation_rounding_mode')),
    sa.CheckConstraint("rounding_scope IN ('entry', 'ticket-day', 'ticket', 'day', 'cycle')", name=op.f('ck_organisation_rounding_scope')),
    sa.CheckConstraint('id = 1', name=op.f('ck_organisation_single')),
    sa.CheckConstraint('rounding_increment_s IS NULL OR rounding_increment_s >= 0', name=op.f('ck_organisation_rounding_increment')),
    sa.CheckConstraint('rounding_minimum_s >= 0', name=op.f('ck_organisation_rounding_minimum')),
    sa.ForeignKeyConstraint(['calendar_id'], ['calendar.id'], name=op.f('fk_organisation_calendar_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation'))
    )
    op.create_table('top_up_offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("unit IN ('second', 'request', 'money')", name=op.f('ck_top_up_offer_unit')),
    sa.CheckConstraint('amount > 0', name=op.f('ck_top_up_offer_amount')),
    sa.CheckConstraint('price >= 0', name=op.f('ck_top_up_offer_price')),
    sa.ForeignKeyConstraint(['plan_id'], ['support_plan.id'], name=op.f('fk_top_up_offer_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_top_up_offer'))
    )
    with op.batch_alter_table('top_up_offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_top_up_offer_plan_id'), ['plan_id'], unique=False)

    op.create_table('audit_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.Column('after', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['app_user.id'], name=op.f('fk_audit_event_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_event'))
    )
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_event_at'), ['at'], unique=False)
        batch_op.create_index('ix_audit_event_subject', ['subject', 'subject_id'], unique=False)

    op.create_table('contract',
    sa.Column('rounding_increment_s', sa.Integer(), nullable=True),
    sa.Column('rounding_minimum_s', sa.Integer(), nullable=False),
    sa.Column('rounding_mode', sa.String(), nullable=False),
    sa.Column('rounding_scope', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Integer(), nullable=False),
    sa.Column('last_day', sa.Integer(), nullable=True),
    sa.Column('calendar_id', sa.Integer(), nullable=True),
    sa.Column('currency', sa.String(), nullable=True),
    sa.Column('purchase_order', sa.String(), nullable=False),
    sa.Column('discount_bp', sa.Integer(), nullable=False),
    sa.Column('discount_amount', sa.BigInteger(), nullable=False),
    sa.Column('taxes', sa.JSON(), nullable=False),
    sa.Column('bill_email', sa.String(), nullable=False),
    sa.Column('payment_days', sa.Integer(), nullable=False),
    sa.Column('auto_renew', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('renewal_of_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.CheckConstraint("rounding_mode IN ('up', 'nearest', 'down')", name=op.f('ck_contract_rounding_mode')),
    sa.CheckConstraint("rounding_scope IN ('entry', 'ticket-day', 'ticket', 'day', 'cycle')", name=op.f('ck_contract_rounding_scope')),
    sa.CheckConstraint("state IN ('draft', 'active', 'terminated')", name=op.f('ck_contract_state')),
    sa.CheckConstraint('discount_bp BETWEEN 0 AND 10000', name=op.f('ck_contract_discount')),
    sa.CheckConstraint('last_day IS NULL OR last_day >= first_day', name=op.f('ck_contract_days')),
    sa.CheckConstraint('rounding_increment_s IS NULL OR rounding_increment_s >= 0', name=op.f('ck_contract_rounding_increment')),
    sa.CheckConstraint('rounding_minimum_s >= 0', name=op.f('ck_contract_rounding_minimum')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_contract_account_id')),
    sa.ForeignKeyConstraint(['calendar_id'], ['calendar.id'], name=op.f('fk_contract_calendar_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['support_plan.id'], name=op.f('fk_contract_plan_id')),
    sa.ForeignKeyConstraint(['renewal_of_id'], ['contract.id'], name=op.f('fk_contract_renewal_of_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contract')),
    sa.UniqueConstraint('number', name=op.f('uq_contract_number')),
    sa.UniqueConstraint('renewal_of_id', name=op.f('uq_contract_renewal_of_id'))
    )
    with op.batch_alter_table('contract', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contract_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contract_plan_id'), ['plan_id'], unique=False)

    op.create_table('export',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('format', sa.String(), nullable=False),
    sa.Column('filter', sa.String(), nullable=False),
    sa.Column('row_count', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['app_user.id'], name=op.f('fk_export_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_export'))
    )
    with op.batch_alter_table('export', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_export_at'), ['at'], unique=False)

    op.create_table('import_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('filename', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('added', sa.Integer(), nullable=False),
    sa.Column('known', sa.Integer(), nullable=False),
    sa.Column('refused', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['app_user.id'], name=op.f('fk_import_run_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_run'))
    )
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('msgid', sa.String(), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('link', sa.String(), nullable=False),
    sa.Column('read_at', sa.BigInteger(), nullable=True),
    sa.CheckConstraint('read_at IS NULL OR read_at >= at', name=op.f('ck_notice_read')),
    sa.ForeignKeyConstraint(['user_id'], ['app_user.id'], name=op.f('fk_notice_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('user_id', 'key', name=op.f('uq_notice_user_id_key'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_user_id'), ['user_id'], unique=False)

    op.create_table('user_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('seen_at', sa.BigInteger(), nullable=False),
    sa.Column('expires_at', sa.BigInteger(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['app_user.id'], name=op.f('fk_user_session_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_user_session_token_hash'))
    )
    with op.batch_alter_table('user_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_session_user_id'), ['user_id'], unique=False)

    op.create_table('bill',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('contract_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('first_day', sa.Integer(), nullable=False),
    sa.Column('last_day', sa.Integer(), nullable=False),
    sa.Column('issued_at', sa.BigInteger(), nullable=True),
    sa.Column('due_day', sa.Integer(), nullable=True),
    sa.Column('voided_at', sa.BigInteger(), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=False),
    sa.Column('total', sa.BigInteger(), nullable=False),
    sa.Column('replaces_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("state = 'draft' OR number IS NOT NULL", name=op.f('ck_bill_numbered')),
    sa.CheckConstraint("state IN ('draft', 'issued', 'void')", name=op.f('ck_bill_state')),
    sa.CheckConstraint('last_day >= first_day', name=op.f('ck_bill_days')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_bill_account_id')),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_bill_contract_id')),
    sa.ForeignKeyConstraint(['replaces_id'], ['bill.id'], name=op.f('fk_bill_replaces_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bill')),
    sa.UniqueConstraint('number', name=op.f('uq_bill_number'))
    )
    with op.batch_alter_table('bill', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bill_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bill_contract_id'), ['contract_id'], unique=False)

    op.create_table('contract_cover',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('contract_id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=True),
    sa.Column('product', sa.String(), nullable=True),
    sa.CheckConstraint('(service_id IS NULL) <> (product IS NULL)', name=op.f('ck_contract_cover_one')),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_contract_cover_contract_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_contract_cover_service_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contract_cover')),
    sa.UniqueConstraint('contract_id', 'service_id', 'product', name=op.f('uq_contract_cover_contract_id_service_id_product'))
    )
    with op.batch_alter_table('contract_cover', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contract_cover_contract_id'), ['contract_id'], unique=False)

    op.create_table('ticket',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('product', sa.String(), nullable=False),
    sa.Column('priority', sa.String(), nullable=False),
    sa.Column('ticket_type', sa.String(), nullable=False),
    sa.Column('contract_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('opened_at', sa.BigInteger(), nullable=False),
    sa.Column('closed_at', sa.BigInteger(), nullable=True),
    sa.CheckConstraint("state IN ('open', 'closed')", name=op.f('ck_ticket_state')),
    sa.CheckConstraint('closed_at IS NULL OR closed_at >= opened_at', name=op.f('ck_ticket_times')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_ticket_account_id')),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_ticket_contract_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ticket')),
    sa.UniqueConstraint('account_id', 'number', name=op.f('uq_ticket_account_id_number'))
    )
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ticket_account_id'), ['account_id'], unique=False)

    op.create_table('top_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('contract_id', sa.Integer(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=False),
    sa.Column('first_day', sa.Integer(), nullable=False),
    sa.Column('last_day', sa.Integer(), nullable=False),
    sa.CheckConstraint("unit IN ('second', 'request', 'money')", name=op.f('ck_top_up_unit')),
    sa.CheckConstraint('amount > 0', name=op.f('ck_top_up_amount')),
    sa.CheckConstraint('last_day >= first_day', name=op.f('ck_top_up_days')),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_top_up_contract_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_top_up'))
    )
    with op.batch_alter_table('top_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_top_up_contract_id'), ['contract_id'], unique=False)

    op.create_table('expense',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('rep_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('ticket_id', sa.Integer(), nullable=True),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('category', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('tax_amount', sa.BigInteger(), nullable=False),
    sa.Column('billable', sa.Boolean(), nullable=False),
    sa.Column('reimbursed', sa.Boolean(), nullable=False),
    sa.Column('billed_at', sa.BigInteger(), nullable=True),
    sa.Column('billed_reference', sa.String(), nullable=False),
    sa.CheckConstraint('amount >= 0', name=op.f('ck_expense_amount')),
    sa.CheckConstraint('tax_amount BETWEEN 0 AND amount', name=op.f('ck_expense_tax')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_expense_account_id')),
    sa.ForeignKeyConstraint(['rep_id'], ['rep.id'], name=op.f('fk_expense_rep_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_expense_ticket_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_expense'))
    )
    with op.batch_alter_table('expense', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_expense_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_expense_rep_id'), ['rep_id'], unique=False)

    op.create_table('lot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('contract_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('top_up_id', sa.Integer(), nullable=True),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('granted', sa.BigInteger(), nullable=False),
    sa.Column('drawn', sa.BigInteger(), nullable=False),
    sa.Column('first_day', sa.Integer(), nullable=False),
    sa.Column('last_day', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind IN ('base', 'top_up', 'carry_over')", name=op.f('ck_lot_kind')),
    sa.CheckConstraint("unit IN ('second', 'request', 'money')", name=op.f('ck_lot_unit')),
    sa.CheckConstraint('drawn BETWEEN 0 AND granted', name=op.f('ck_lot_drawn')),
    sa.CheckConstraint('last_day >= first_day', name=op.f('ck_lot_days')),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_lot_contract_id')),
    sa.ForeignKeyConstraint(['top_up_id'], ['top_up.id'], name=op.f('fk_lot_top_up_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lot')),
    sa.UniqueConstraint('contract_id', 'kind', 'first_day', 'top_up_id', name=op.f('uq_lot_contract_id_kind_first_day_top_up_id'))
    )
    with op.batch_alter_table('lot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lot_contract_id'), ['contract_id'], unique=False)

    op.create_table('time_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('rep_id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=True),
    sa.Column('ticket_id', sa.Integer(), nullable=True),
    sa.Column('start_at', sa.BigInteger(), nullable=True),
    sa.Column('end_at', sa.BigInteger(), nullable=True),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.Column('tier', sa.Integer(), nullable=True),
    sa.Column('billable', sa.Boolean(), nullable=False),
    sa.Column('override_rate', sa.BigInteger(), nullable=True),
    sa.Column('product', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('billed_at', sa.BigInteger(), nullable=True),
    sa.Column('billed_reference', sa.String(), nullable=False),
    sa.Column('deleted_at', sa.BigInteger(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.CheckConstraint('(start_at IS NOT NULL AND end_at IS NOT NULL AND seconds = end_at - start_at AND tier IS NULL) OR (start_at IS NULL AND end_at IS NULL AND tier IS NOT NULL AND tier BETWEEN 0 AND 3)', name=op.f('ck_time_entry_clock')),
    sa.CheckConstraint('billed_at IS NULL OR billable', name=op.f('ck_time_entry_billed')),
    sa.CheckConstraint('override_rate IS NULL OR override_rate >= 0', name=op.f('ck_time_entry_override')),
    sa.CheckConstraint('seconds >= 0', name=op.f('ck_time_entry_length')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_time_entry_account_id')),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.id'], name=op.f('fk_time_entry_import_id')),
    sa.ForeignKeyConstraint(['rep_id'], ['rep.id'], name=op.f('fk_time_entry_rep_id')),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_time_entry_service_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_time_entry_ticket_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_time_entry')),
    sa.UniqueConstraint('digest', name=op.f('uq_time_entry_digest'))
    )
    with op.batch_alter_table('time_entry', schema=None) as batch_op:
        batch_op.create_index('ix_time_entry_account_start', ['account_id', 'start_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_time_entry_rep_id'), ['rep_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_time_entry_revision'), ['revision'], unique=False)
        batch_op.create_index(batch_op.f('ix_time_entry_ticket_id'), ['ticket_id'], unique=False)

    op.create_table('charge',
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('problem', sa.Integer(), nullable=False),
    sa.Column('worked_s', sa.Integer(), nullable=False),
    sa.Column('billable_s', sa.Integer(), nullable=False),
    sa.Column('operational_s', sa.Integer(), nullable=False),
    sa.Column('non_operational_s', sa.Integer(), nullable=False),
    sa.Column('weekend_s', sa.Integer(), nullable=False),
    sa.Column('holiday_s', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('cost', sa.BigInteger(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('calendar_id', sa.Integer(), nullable=False),
    sa.Column('contract_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('operational_s + non_operational_s + weekend_s + holiday_s = worked_s', name=op.f('ck_charge_tiers')),
    sa.CheckConstraint('worked_s >= 0 AND billable_s >= 0', name=op.f('ck_charge_lengths')),
    sa.ForeignKeyConstraint(['calendar_id'], ['calendar.id'], name=op.f('fk_charge_calendar_id')),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_charge_contract_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['time_entry.id'], name=op.f('fk_charge_entry_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_charge'))
    )
    op.create_table('portion',
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('start_at', sa.BigInteger(), nullable=False),
    sa.Column('end_at', sa.BigInteger(), nullable=False),
    sa.Column('tier', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Integer(), nullable=False),
    sa.Column('worked_s', sa.Integer(), nullable=False),
    sa.Column('billable_s', sa.Integer(), nullable=False),
    sa.Column('rule_id', sa.Integer(), nullable=True),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('lot_id', sa.Integer(), nullable=True),
    sa.Column('rate', sa.BigInteger(), nullable=False),
    sa.Column('factor_bp', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('worked_s >= 0 AND billable_s >= 0', name=op.f('ck_portion_lengths')),
    sa.ForeignKeyConstraint(['entry_id'], ['charge.entry_id'], name=op.f('fk_portion_entry_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_portion_lot_id')),
    sa.ForeignKeyConstraint(['rule_id'], ['bill_rule.id'], name=op.f('fk_portion_rule_id')),
    sa.PrimaryKeyConstraint('entry_id', 'seq', name=op.f('pk_portion'))
    )
    op.create_table('bill_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('bill_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=True),
    sa.Column('portion_seq', sa.Integer(), nullable=True),
    sa.Column('expense_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('quantity_s', sa.Integer(), nullable=True),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('live', sa.Boolean(), nullable=False),
    sa.CheckConstraint("kind IN ('base', 'work', 'extra', 'expense', 'discount', 'tax')", name=op.f('ck_bill_line_kind')),
    sa.ForeignKeyConstraint(['bill_id'], ['bill.id'], name=op.f('fk_bill_line_bill_id')),
    sa.ForeignKeyConstraint(['entry_id', 'portion_seq'], ['portion.entry_id', 'portion.seq'], name=op.f('fk_bill_line_entry_id_portion_seq')),
    sa.ForeignKeyConstraint(['expense_id'], ['expense.id'], name=op.f('fk_bill_line_expense_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bill_line'))
    )
    with op.batch_alter_table('bill_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bill_line_bill_id'), ['bill_id'], unique=False)
        batch_op.create_index('uq_bill_line_live_expense', ['expense_id'], unique=True, sqlite_where=sa.text('live AND expense_id IS NOT NULL'), postgresql_where=sa.text('live AND expense_id IS NOT NULL'))
        batch_op.create_index('uq_bill_line_live_portion', ['entry_id', 'portion_seq'], unique=True, sqlite_where=sa.text('live'), postgresql_where=sa.text('live'))

    op.execute("INSERT INTO revision (id, number, epoch) VALUES (1, 0, 0)")
    create_guards()


def downgrade() -> None:
    raise NotImplementedError("the first tables are not taken back: drop the database")
