/** Step 2 of the replica's file: merged persons, papers with their bytes' whereabouts, exported lists, and what the import remembers of rows
 *  and columns. */
export const sql = `
ALTER TABLE "person" ADD COLUMN merged_into INTEGER;
ALTER TABLE "person" ADD COLUMN merged_on TEXT;
ALTER TABLE "person" ADD COLUMN v_merged INTEGER NOT NULL DEFAULT 0;
CREATE INDEX person_merged_into ON "person" (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX person_birth_date ON "person" (birth_date, hukou_village);

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
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  file_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import_mapping (
  headers TEXT PRIMARY KEY,
  mapping TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
