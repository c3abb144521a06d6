/** Step 3 of the replica's file: which device number an act was made under and what it wrote, the centre's keys, signed
 *  receipts, packets for a way without a network, records that moved to another township. */
export const sql = `
/* The number that this replica had when the act was made: a copy of a replica takes a new one. */
ALTER TABLE act ADD COLUMN device INTEGER;
UPDATE act SET device = (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'device');
/* What was said of the act before, when that holds no more: outcomes that a centre set back has lost, numbers that a copy gave up. */
ALTER TABLE act ADD COLUMN past TEXT;
/* The acts that the centre judged, in the order in which it did: by the number at the end of the receipt. */
CREATE INDEX act_judged ON act (CAST(substr(receipt, length(rtrim(receipt, '0123456789')) + 1) AS INTEGER)) WHERE receipt IS NOT NULL;
/* Judged, and not laid down yet: looked for with every piece of a reply, however many others wait. */
CREATE INDEX act_answered ON act (number, scope, commit_number, code) WHERE is_open = 1 AND outcome <> 'pending';
/* Number in the name of the file; the number that acts are made under (device) may be a later one. */
INSERT INTO meta (name, value) SELECT 'home', value FROM meta WHERE name = 'device';
/* The log entries that the act foresaw, by class: what the centre need not say again. */
ALTER TABLE act ADD COLUMN effect TEXT;

CREATE TABLE "centre" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  sign_key TEXT,
  seal_key TEXT,
  since TEXT,
  v_keys INTEGER NOT NULL DEFAULT 0
) STRICT;

/* What the centre signed when it answered a push: the outcomes, word for word. An act names the one its receipt stands in. */
CREATE TABLE receipt_head (
  id INTEGER PRIMARY KEY,
  centre INTEGER NOT NULL,
  signed_text TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;
ALTER TABLE act ADD COLUMN receipt_head INTEGER;

/* Packets that this replica wrote for a way without a network. answered_at: when the answer was read. */
CREATE TABLE packet (
  serial INTEGER PRIMARY KEY,
  device INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  acts TEXT NOT NULL,
  byte_count INTEGER NOT NULL,
  digest TEXT NOT NULL,
  answered_at TEXT
) STRICT;
/* People who move to another township: how often each record did, and which have left this replica's scopes. */
ALTER TABLE "person" ADD COLUMN moves INTEGER;
ALTER TABLE "person" ADD COLUMN v_place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "application" ADD COLUMN moves INTEGER;
ALTER TABLE "application" ADD COLUMN v_place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "history" ADD COLUMN moves INTEGER;
ALTER TABLE "history" ADD COLUMN v_place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "entitlement" ADD COLUMN moves INTEGER;
ALTER TABLE "entitlement" ADD COLUMN v_place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "conflict" ADD COLUMN moves INTEGER;
ALTER TABLE "conflict" ADD COLUMN v_place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "paper" ADD COLUMN moves INTEGER;
ALTER TABLE "paper" ADD COLUMN v_place INTEGER NOT NULL DEFAULT 0;
/* Acts that stand or fall together: the number of the last of them. */
ALTER TABLE act ADD COLUMN together INTEGER;
CREATE INDEX act_together ON act (together) WHERE together IS NOT NULL;

CREATE TABLE departed (
  type TEXT NOT NULL,
  id INTEGER NOT NULL,
  moves INTEGER NOT NULL,
  from_scope INTEGER NOT NULL,
  to_scope INTEGER NOT NULL,
  /* Of a person: so that the office can still say who went where. */
  name TEXT,
  moved_on TEXT,
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;
/* What a newer centre said that this program has no column for (sync/kept.ts). kind: f a field, v a group's version. */
CREATE TABLE kept (
  type TEXT NOT NULL,
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  scope INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (type, id, kind, name)
) STRICT, WITHOUT ROWID;

/* Papers: whether the centre has the bytes. sent_bytes: how much of an upload has gone up, null before it has begun. paper_piece: what has
   come of a content, until it is whole. */
ALTER TABLE "paper" ADD COLUMN arrived_at TEXT;
ALTER TABLE "paper" ADD COLUMN erased_at TEXT;
ALTER TABLE "paper" ADD COLUMN v_arrival INTEGER NOT NULL DEFAULT 0;
ALTER TABLE paper_content ADD COLUMN sent_bytes INTEGER;
CREATE TABLE paper_piece (
  sha256 TEXT NOT NULL,
  at INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (sha256, at)
) STRICT;
/* What has come of pages of a first sync that are not whole yet, in pieces; rows that a scope's first sync has laid down, and is to. */
CREATE TABLE chunk_piece (
  hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (hash, at)
) STRICT, WITHOUT ROWID;
ALTER TABLE cursor ADD COLUMN rows_done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cursor ADD COLUMN rows_total INTEGER NOT NULL DEFAULT 0;
/* 1: it may be of a history that the centre has no longer, until the line says otherwise; no act is closed by it. */
ALTER TABLE cursor ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;
/* The same as before without OR IGNORE: a row that is written over an earlier one (ON CONFLICT … DO UPDATE) puts its own rule for conflicts in
   place of the trigger's, and a page with a known paper could not be laid down again. */
DROP TRIGGER paper_content_new;
CREATE TRIGGER paper_content_new AFTER INSERT ON "paper" WHEN NEW.sha256 IS NOT NULL BEGIN
  INSERT INTO paper_content (sha256, media_type, byte_count, paper_id) SELECT NEW.sha256, NEW.media_type, NEW.byte_count, NEW.id
    WHERE NOT EXISTS (SELECT 1 FROM paper_content WHERE sha256 = NEW.sha256);
END;
DROP TRIGGER paper_content_told;
CREATE TRIGGER paper_content_told AFTER UPDATE OF sha256 ON "paper" WHEN NEW.sha256 IS NOT NULL BEGIN
  INSERT INTO paper_content (sha256, media_type, byte_count, paper_id) SELECT NEW.sha256, NEW.media_type, NEW.byte_count, NEW.id
    WHERE NOT EXISTS (SELECT 1 FROM paper_content WHERE sha256 = NEW.sha256);
END;
/* When the scope's rows were last held against the centre's, and what came of it: same, differs, doubtful. row_check: what was found and
   mended, for whoever looks into it later. detail: JSON, ids and no values. */
ALTER TABLE cursor ADD COLUMN checked_at TEXT;
ALTER TABLE cursor ADD COLUMN checked TEXT;
CREATE TABLE row_check (
  serial INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  scope INTEGER NOT NULL,
  commit_number INTEGER NOT NULL,
  result TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
`;
