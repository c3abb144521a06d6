/** Step 5 of the replica's file: of a record that an act read or wrote, which groups, so that a commit that writes others of it leaves the act alone
 *  (SPEC B3). From here on a shadow holds the confirmed values of the fields that open acts wrote; one of before, which holds them all, is read alike.
 *  Frozen: a mistake gets a new number. */
export const sql = `
/* Names with commas; null: all of the record, whether it is there among it. */
ALTER TABLE act_touch ADD COLUMN groups TEXT;
`;
