/** Step 5 of the centre: the payment rosters of a county and their rows (dossier c.8). */
export const rosters = `
/* Payment rosters and their rows. */
CREATE TABLE "roster" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  month text,
  first_month text,
  since_month text,
  cycle text,
  state text,
  pass integer,
  built_by bigint,
  built_at text,
  checked_by bigint,
  checked_on date,
  reopen_reason text,
  job text,
  progress jsonb,
  pack_version text,
  townships jsonb,
  totals jsonb,
  row_hash text,
  locked_hash text,
  locked_by bigint,
  locked_on date,
  signatures jsonb,
  submitted_by bigint,
  submitted_on date,
  received_by bigint,
  received_on date,
  paid_on date,
  bank_file_hash text,
  returned jsonb,
  settled_by bigint,
  settled jsonb,
  v_head bigint NOT NULL DEFAULT 0,
  v_work bigint NOT NULL DEFAULT 0,
  v_figures bigint NOT NULL DEFAULT 0,
  v_signing bigint NOT NULL DEFAULT 0,
  v_finance bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX roster_month ON "roster" (scope, month);
CREATE INDEX roster_state ON "roster" (scope, state);
CREATE INDEX roster_job ON "roster" (scope, job);
CREATE TABLE "rosterRow" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  roster_id bigint,
  roster_month text,
  person_id bigint,
  entitlement_id bigint,
  benefit text,
  month text,
  kind text,
  amount_fen integer,
  standard_id text,
  pack_version text,
  movement text,
  held_reason text,
  held_detail jsonb,
  payee_name text,
  payee_id_number text,
  payee_village bigint,
  account_holder text,
  bank_name text,
  account_number text,
  result text,
  bank_reason text,
  result_on date,
  v_row bigint NOT NULL DEFAULT 0,
  v_payee bigint NOT NULL DEFAULT 0,
  v_account bigint NOT NULL DEFAULT 0,
  v_result bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX roster_row_roster_id ON "rosterRow" (scope, roster_id);
CREATE INDEX roster_row_person_id ON "rosterRow" (scope, person_id);
CREATE INDEX roster_row_entitlement_id ON "rosterRow" (scope, entitlement_id);
CREATE TABLE "pastPayment" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  person_id bigint,
  benefit text,
  from_month text,
  to_month text,
  amount_fen integer,
  source text,
  words text,
  recorded_by bigint,
  recorded_on date,
  pack_version text,
  state text,
  differences jsonb,
  explained_by bigint,
  explained_words text,
  moves integer,
  v_about bigint NOT NULL DEFAULT 0,
  v_judged bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX past_payment_person_id ON "pastPayment" (scope, person_id);
CREATE TABLE "pastMonth" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  month text,
  finance_fen jsonb,
  typed_by bigint,
  typed_on date,
  v_figure bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX past_month_month ON "pastMonth" (scope, month);
`;
