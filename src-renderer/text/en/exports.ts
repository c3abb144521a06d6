/** Words of exporting a list to Excel, and of the record of exports. */
import type { Words } from '../words.ts';
import type { exports as chinese } from '../zh/exports.ts';

export const exports: Words<typeof chinese> = {
  act: 'Export to Excel',
  key: 'Excel',
  title: 'Export to Excel: {{list}}',
  all: 'Every row of the list goes out, not only those on the screen; with the filter as it stands.',
  numbers: 'How numbers are written',
  masked: 'The middle masked, as on the screen',
  full: 'Whole numbers, every digit',
  reason: 'What the whole numbers are for',
  record:
    'The export is recorded: who, when, on which computer, which list, how many rows. The county sees it.',
  make: 'Export and record',
  cancel: 'Do not export',
  busy: 'Making the file. It downloads by itself.',
  done: '{{rows}} {{rows, row|rows}} exported, number {{serial}}.',
  lists: {
    cases: 'Cases',
    today: 'To do today',
    review: 'Review queue',
    conflicts: 'Conflicts',
    acts: 'Done on this computer',
    'import-rows': 'Roster as looked at',
    disclosures: 'Exports',
  },
  shows: { 'wrong-and-look': 'faulty and to look at', wrong: 'faulty', all: 'all' },
  records: {
    title: 'Exports',
    note: 'A file that went out cannot be called back, so each one is recorded.',
    none: 'Nobody has exported anything yet.',
    more: '{{n}} more; export this record to have them all.',
    columns: {
      when: 'When',
      who: 'By',
      computer: 'Computer',
      list: 'List',
      filters: 'Filter',
      rows: 'Rows',
      numbers: 'Numbers',
      serial: 'Export number',
    },
    everything: 'all',
    filter: '{{name}}: {{value}}',
    filters: {
      text: 'searched for',
      state: 'state',
      benefit: 'subsidy',
      group: 'only',
      place: 'where it is',
      show: 'only',
    },
    between: '; ',
    masked: 'masked',
    full: 'whole: {{reason}}',
  },
};
