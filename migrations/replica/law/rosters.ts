/** Step 4 of the replica: the payment rosters of a county and their rows (dossier c.8). */
export const rosters = `
/* Payment rosters and their rows. */
CREATE TABLE "roster" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  month TEXT,
  first_month TEXT,
  since_month TEXT,
  cycle TEXT,
  state TEXT,
  pass INTEGER,
  built_by INTEGER,
  built_at TEXT,
  checked_by INTEGER,
  checked_on TEXT,
  reopen_reason TEXT,
  job TEXT,
  progress TEXT,
  pack_version TEXT,
  townships TEXT,
  totals TEXT,
  row_hash TEXT,
  locked_hash TEXT,
  locked_by INTEGER,
  locked_on TEXT,
  signatures TEXT,
  submitted_by INTEGER,
  submitted_on TEXT,
  received_by INTEGER,
  received_on TEXT,
  paid_on TEXT,
  bank_file_hash TEXT,
  returned TEXT,
  settled_by INTEGER,
  settled TEXT,
  v_head INTEGER NOT NULL DEFAULT 0,
  v_work INTEGER NOT NULL DEFAULT 0,
  v_figures INTEGER NOT NULL DEFAULT 0,
  v_signing INTEGER NOT NULL DEFAULT 0,
  v_finance INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX roster_month ON "roster" (month);
CREATE INDEX roster_state ON "roster" (state);
CREATE INDEX roster_job ON "roster" (job);
CREATE TABLE "rosterRow" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  roster_id INTEGER,
  roster_month TEXT,
  person_id INTEGER,
  entitlement_id INTEGER,
  benefit TEXT,
  month TEXT,
  kind TEXT,
  amount_fen INTEGER,
  standard_id TEXT,
  pack_version TEXT,
  movement TEXT,
  held_reason TEXT,
  held_detail TEXT,
  payee_name TEXT,
  payee_id_number TEXT,
  payee_village INTEGER,
  account_holder TEXT,
  bank_name TEXT,
  account_number TEXT,
  result TEXT,
  bank_reason TEXT,
  result_on TEXT,
  v_row INTEGER NOT NULL DEFAULT 0,
  v_payee INTEGER NOT NULL DEFAULT 0,
  v_account INTEGER NOT NULL DEFAULT 0,
  v_result INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX roster_row_roster_id ON "rosterRow" (roster_id);
CREATE INDEX roster_row_person_id ON "rosterRow" (person_id);
CREATE INDEX roster_row_entitlement_id ON "rosterRow" (entitlement_id);
CREATE TABLE "pastPayment" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  person_id INTEGER,
  benefit TEXT,
  from_month TEXT,
  to_month TEXT,
  amount_fen INTEGER,
  source TEXT,
  words TEXT,
  recorded_by INTEGER,
  recorded_on TEXT,
  pack_version TEXT,
  state TEXT,
  differences TEXT,
  explained_by INTEGER,
  explained_words TEXT,
  moves INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_judged INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX past_payment_person_id ON "pastPayment" (person_id);
CREATE TABLE "pastMonth" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  month TEXT,
  finance_fen TEXT,
  typed_by INTEGER,
  typed_on TEXT,
  v_figure INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX past_month_month ON "pastMonth" (month);
`;
