/** Step 4 of the replica: registers of other bodies, the monthly comparison, and what it found (S004 art.7). */
export const comparison = `
/* Comparison with the registers of other bodies, and what it found. */
CREATE TABLE "register" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  kind TEXT,
  month TEXT,
  as_of TEXT,
  source TEXT,
  file_hash TEXT,
  row_count INTEGER,
  page_count INTEGER,
  handed_by INTEGER,
  handed_on TEXT,
  pages_done INTEGER,
  state TEXT,
  v_head INTEGER NOT NULL DEFAULT 0,
  v_progress INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "registerPage" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  register_id INTEGER,
  page INTEGER,
  rows TEXT,
  v_page INTEGER NOT NULL DEFAULT 0,
  v_holders INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX register_page_register_id ON "registerPage" (register_id);
CREATE TABLE "comparison" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  month TEXT,
  registers TEXT,
  started_by INTEGER,
  started_on TEXT,
  state TEXT,
  persons INTEGER,
  holders INTEGER,
  counts TEXT,
  raised INTEGER,
  seen_again INTEGER,
  finished_on TEXT,
  reported_on TEXT,
  reported_by INTEGER,
  report_words TEXT,
  v_run INTEGER NOT NULL DEFAULT 0,
  v_report INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "finding" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  person_id INTEGER,
  place_code INTEGER,
  code TEXT,
  severity TEXT,
  benefit TEXT,
  list TEXT,
  first_seen_month TEXT,
  found_on TEXT,
  found_by INTEGER,
  comparison_id INTEGER,
  last_seen_month TEXT,
  times_seen INTEGER,
  points TEXT,
  holder_id_number TEXT,
  holder_name TEXT,
  holder_birth_date TEXT,
  holder_phone TEXT,
  holder_village INTEGER,
  holder_hukou TEXT,
  holder_certificate_number TEXT,
  state TEXT,
  assigned_to INTEGER,
  assigned_on TEXT,
  visited_on TEXT,
  outcome TEXT,
  evidence TEXT,
  paper_id INTEGER,
  answered_by INTEGER,
  answered_on TEXT,
  closed_by INTEGER,
  closed_on TEXT,
  close_words TEXT,
  moves INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_seen INTEGER NOT NULL DEFAULT 0,
  v_holder INTEGER NOT NULL DEFAULT 0,
  v_work INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX finding_person_id ON "finding" (person_id, state, severity);
CREATE INDEX finding_holder_id_number ON "finding" (holder_id_number);
CREATE INDEX finding_place_code ON "finding" (place_code);
/* Rows of registers that do not leave this computer (domain/register.ts RG1), until the next of their kind is read. */
CREATE TABLE register_row (
  register_id INTEGER NOT NULL,
  id_key TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX register_row_register ON register_row (register_id);
`;
