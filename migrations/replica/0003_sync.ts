/** Step 3 of the replica's file: which device number an act was made under and what it wrote, acts that stand or fall together. */
export const sql = `
/* The number that this replica had when the act was made: a copy of a replica takes a new one. */
ALTER TABLE act ADD COLUMN device INTEGER;
UPDATE act SET device = (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'device');
/* The log entries that the act foresaw, by class: what the centre need not say again. */
ALTER TABLE act ADD COLUMN effect TEXT;
`;
