/** Step 2 of the replica's file: merged persons, papers with their bytes' whereabouts, exported lists, and what the import remembers of rows
 *  and columns; the lines that lists of people sort and filter by, and a new search index; which act took the place of a refused one. */
export const sql = `
ALTER TABLE "person" ADD COLUMN merged_into INTEGER;
ALTER TABLE "person" ADD COLUMN merged_on TEXT;
ALTER TABLE "person" ADD COLUMN v_merged INTEGER NOT NULL DEFAULT 0;
CREATE INDEX person_merged_into ON "person" (merged_into) WHERE merged_into IS NOT NULL;
/* Who may be one person: found in the index alone. */
CREATE INDEX person_birth_date ON "person" (birth_date, hukou_village, name);

CREATE TABLE "paper" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  person_id INTEGER,
  application_id INTEGER,
  material TEXT,
  media_type TEXT,
  byte_count INTEGER,
  sha256 TEXT,
  added_by INTEGER,
  added_at TEXT,
  file_name TEXT,
  removed_by INTEGER,
  removed_at TEXT,
  remove_reason TEXT,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_name INTEGER NOT NULL DEFAULT 0,
  v_removal INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX paper_person_id ON "paper" (person_id);
CREATE INDEX paper_application_id ON "paper" (application_id);
CREATE INDEX paper_sha256 ON "paper" (sha256);

/* Where the bytes of papers are. A row comes with the first record of a paper (triggers below). file_id: name of the file in papers/, none
   while the bytes are awaited. uploaded_at: when the centre was known to hold them. next_try_at: epoch milliseconds. */
CREATE TABLE paper_content (
  sha256 TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  byte_count INTEGER NOT NULL,
  paper_id INTEGER,
  file_id TEXT UNIQUE,
  kept_at TEXT,
  uploaded_at TEXT,
  next_try_at INTEGER,
  tries INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_content_sent ON paper_content (kept_at) WHERE file_id IS NOT NULL AND uploaded_at IS NULL;
CREATE INDEX paper_content_awaited ON paper_content (paper_id) WHERE file_id IS NULL;
CREATE TRIGGER paper_content_new AFTER INSERT ON "paper" WHEN NEW.sha256 IS NOT NULL BEGIN
  INSERT OR IGNORE INTO paper_content (sha256, media_type, byte_count, paper_id) VALUES (NEW.sha256, NEW.media_type, NEW.byte_count, NEW.id);
END;
CREATE TRIGGER paper_content_told AFTER UPDATE OF sha256 ON "paper" WHEN NEW.sha256 IS NOT NULL BEGIN
  INSERT OR IGNORE INTO paper_content (sha256, media_type, byte_count, paper_id) VALUES (NEW.sha256, NEW.media_type, NEW.byte_count, NEW.id);
END;
CREATE TABLE paper_thumbnail (
  sha256 TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE "disclosure" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  list_name TEXT,
  filters TEXT,
  column_names TEXT,
  row_count INTEGER,
  file_hash TEXT,
  serial_number TEXT,
  taken_by INTEGER,
  taken_at TEXT,
  device INTEGER,
  numbers TEXT,
  reason TEXT,
  v_about INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE import_row (
  content_hash TEXT PRIMARY KEY,
  number INTEGER,
  at TEXT NOT NULL,
  file_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import_mapping (
  headers TEXT PRIMARY KEY,
  mapping TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

/* What lists sort, filter and count people by: a narrow line a person, so that no list reads whole rows or goes through 100,000 of them. A merged
   person has none. Kept by the row writer (store/person-list.ts): person_list is always person_list_now. */
CREATE TABLE person_list (
  id INTEGER PRIMARY KEY,
  village INTEGER,
  open_since TEXT,
  file_state TEXT,
  applied INTEGER NOT NULL,
  active INTEGER NOT NULL,
  expires_on TEXT
) STRICT;
CREATE INDEX person_list_village ON person_list (village);
CREATE INDEX person_list_open ON person_list (open_since, id, village, file_state, applied, active) WHERE open_since IS NOT NULL;
CREATE INDEX person_list_expiring ON person_list (expires_on) WHERE active > 0;
CREATE INDEX person_list_known ON person_list (file_state, open_since, applied, active) WHERE file_state IS NOT NULL OR active > 0;
/* The file that counts is an open one, else the newest that was decided: ids say which desk made it, not when. applied: asked for in it, active: in receipt of; 1 living, 2 nursing. */
CREATE VIEW person_list_now AS
  SELECT p.id, p.hukou_village AS village,
    CASE WHEN a.state NOT IN ('APPROVED', 'REFUSED', 'MERGED') THEN coalesce(a.state_since, '') END AS open_since,
    a.state AS file_state,
    coalesce(a.applied_living, 0) | 2 * coalesce(a.applied_nursing, 0) AS applied,
    coalesce((
      SELECT max(e.benefit = 'LIVING') | 2 * max(e.benefit = 'NURSING') FROM entitlement e WHERE e.person_id = p.id AND e.state = 'ACTIVE'
    ), 0) AS active,
    p.certificate_expires_on AS expires_on
  FROM person p LEFT JOIN application a ON a.id = (
    SELECT n.id FROM application n WHERE n.person_id = p.id
    ORDER BY CASE WHEN n.state IN ('APPROVED', 'REFUSED') THEN 1 WHEN n.state = 'MERGED' THEN 2 ELSE 0 END, n.submitted_on DESC, n.id DESC LIMIT 1)
  WHERE p.merged_into IS NULL;
INSERT INTO person_list SELECT * FROM person_list_now;

/* The open files, with what says whose turn it is and what is due when. */
CREATE INDEX application_open ON "application" (state, returned_by, entered_on, state_since, preliminary_passed_on, sent_to_federation_on,
  federation_passed_on, accepted_by, submitted_by, preliminary_by, federation_by, person_id) WHERE state NOT IN ('APPROVED', 'REFUSED', 'MERGED');

/* The journal counts acts without reading them: what stands where, what waits and how much it is, the receipts by their time. */
CREATE INDEX act_standing ON act (outcome, is_dismissed, is_open, person_id);
CREATE INDEX act_waiting ON act (number, octet_length(frame)) WHERE outcome = 'pending';
CREATE INDEX act_receipt ON act (received_at, receipt) WHERE receipt IS NOT NULL;
CREATE INDEX conflict_mine ON "conflict" (mine_number, state);

/* A refused act that was mended: the act that was issued in its place. new_types: of what type each record of new_ids is. */
ALTER TABLE act ADD COLUMN replaced_by INTEGER;
ALTER TABLE act ADD COLUMN new_types TEXT;
CREATE INDEX act_replaced ON act (replaced_by) WHERE replaced_by IS NOT NULL;

/* The search index of step 1 knew pairs; this one knows words in their order. The program fills it (store/migrate.ts). */
DROP TABLE person_search;
CREATE VIRTUAL TABLE person_search USING fts5(words, content='', contentless_delete=1, detail=full, tokenize='ascii');
`;
