/** Step 5 of the centre: registers of other bodies, the monthly comparison, and what it found (S004 art.7). */
export const comparison = `
/* Comparison with the registers of other bodies, and what it found. */
CREATE TABLE "register" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  kind text,
  month text,
  as_of date,
  source text,
  file_hash text,
  row_count integer,
  page_count integer,
  handed_by bigint,
  handed_on date,
  pages_done integer,
  state text,
  v_head bigint NOT NULL DEFAULT 0,
  v_progress bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE TABLE "registerPage" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  register_id bigint,
  page integer,
  rows jsonb,
  v_page bigint NOT NULL DEFAULT 0,
  v_holders bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX register_page_register_id ON "registerPage" (scope, register_id);
CREATE TABLE "comparison" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  month text,
  registers jsonb,
  started_by bigint,
  started_on date,
  state text,
  persons integer,
  holders integer,
  counts jsonb,
  raised integer,
  seen_again integer,
  finished_on date,
  reported_on date,
  reported_by bigint,
  report_words text,
  v_run bigint NOT NULL DEFAULT 0,
  v_report bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE TABLE "finding" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  person_id bigint,
  place_code bigint,
  code text,
  severity text,
  benefit text,
  list text,
  first_seen_month text,
  found_on date,
  found_by bigint,
  comparison_id bigint,
  last_seen_month text,
  times_seen integer,
  points jsonb,
  holder_id_number text,
  holder_name text,
  holder_birth_date date,
  holder_phone text,
  holder_village bigint,
  holder_hukou text,
  holder_certificate_number text,
  state text,
  assigned_to bigint,
  assigned_on date,
  visited_on date,
  outcome text,
  evidence text,
  paper_id bigint,
  answered_by bigint,
  answered_on date,
  closed_by bigint,
  closed_on date,
  close_words text,
  moves integer,
  v_about bigint NOT NULL DEFAULT 0,
  v_seen bigint NOT NULL DEFAULT 0,
  v_holder bigint NOT NULL DEFAULT 0,
  v_work bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX finding_person_id ON "finding" (scope, person_id);
CREATE INDEX finding_holder_id_number ON "finding" (scope, holder_id_number);
CREATE INDEX finding_place_code ON "finding" (scope, place_code);
`;
