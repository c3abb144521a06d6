/** Step 6 of the replica's file: packets that were left at the office's hub. */
export const sql = `
/* Where a packet is that was left at the hub (hubLeft of src-shared/rpc/hub-shapes.ts); null for one that went on a stick. */
ALTER TABLE packet ADD COLUMN hub_state TEXT;
/* What was said against it. */
ALTER TABLE packet ADD COLUMN hub_code TEXT;
/* Since when it is there. */
ALTER TABLE packet ADD COLUMN hub_at TEXT;
`;
