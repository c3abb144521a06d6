/** Words of what lies on this computer: whether it is all, whether it is the county's. */
import type { Words } from '../words.ts';
import type { rows as chinese } from '../zh/rows.ts';

export const rows: Words<typeof chinese> = {
  partial: {
    counted: 'Not all data is here yet: {{people}} of {{total}} people. ',
    begun: 'Not all data is here yet: {{people}} people so far. ',
    lists: 'Not found does not mean there is none.',
    today: 'Files that are not here yet, and what is due on them, are missing below.',
    similar:
      'Compared only with the people who are here; no hint does not mean that nobody is registered twice.',
    exports: 'A list that is exported now is not complete; its head and its record will say so.',
  },
  check: {
    same: '{{time}}: every row here was held against the county’s. They are the same.',
    never: 'The data here has not been held against the county’s yet. It will be as soon as there is a line.',
    differs:
      'Some of the data here is not what the county has, and could not be put right. What was written is all there; tell the system keeper of the county.',
    doubtful:
      'Some of the county’s data does not agree with its own log. Nothing was taken over here. Tell the system keeper of the county.',
    mended:
      '{{time}}: {{n}} rows were not the same and have been put right. What waits to go up was not touched.',
    now: 'Compare now',
  },
};
