/** What a column of a roster can mean: the names by which mapping, judging and the screens speak of it. */
export const ROSTER_FIELDS = [
  'name',
  'idNumber',
  'certificateNumber',
  'village',
  'residenceAddress',
  'hukouAddress',
  'household',
  'householdFrom',
  'benefits',
  'livingMark',
  'livingAmount',
  'nursingMark',
  'nursingAmount',
  'amount',
  'phone',
  'bankName',
  'accountNumber',
  'accountHolder',
  'accountKind',
  'ethnicity',
  'sex',
  'birthDate',
  'hukouKind',
  'disabilityClass',
  'grade',
  'certificateExpiresOn',
  'guardian',
  'longTermCare',
] as const;
export type RosterField = (typeof ROSTER_FIELDS)[number];

const KNOWN = new Set<string>(ROSTER_FIELDS);

export function isRosterField(text: string): text is RosterField {
  return KNOWN.has(text);
}

/** Without one of them there is nobody to write; an error in such a cell makes the row wrong. */
export const NEEDED_FIELDS: readonly RosterField[] = ['name', 'idNumber', 'village'];
