/** Words of the cases screen. */
import type { Words } from '../words.ts';
import type { cases as chinese } from '../zh/cases.ts';

export const cases: Words<typeof chinese> = {
  title: 'Cases',
  found: '<b>{{total}}</b> of {{all}} people · {{reading}} “{{text}}” · {{ms}} ms',
  everyone: '<b>{{total}}</b> {{total, person|people}} · {{ms}} ms',
  filtered: '<b>{{total}}</b> of {{all}} people · {{ms}} ms',
  reading: { all: '', name: 'name', initials: 'initials', digits: 'number', village: 'village' },
  incomplete: 'The data here is not complete yet: not found does not mean there is none.',
  sentence: { only: 'Only state', benefit: 'and subsidy', people: '', any: 'any' },
  clear: 'Show all',
  columns: {
    name: 'Name',
    idNumber: 'ID number',
    village: 'Village / township',
    benefit: 'Subsidy',
    state: 'State',
    deadline: 'Deadline',
  },
  tableLabel: 'Cases',
  nobody: '“{{text}}” is not found; searched in what this computer had received by {{when}}.',
  nobodyFiltered: 'Nobody like this.',
  nobodyYet: 'Nobody here yet. Import a roster, or take in an application.',
  keys: { move: 'Move', preview: 'Preview', open: 'Open' },
  pane: {
    label: 'Preview',
    choose: 'Choose a row to see the person in short.',
    close: 'Fold',
    open: 'Open',
    certificate: 'Certificate',
    until: 'until {{date}}',
    household: 'Household',
    from: 'from {{month}}',
    applied: 'Applied',
    monthly: 'Monthly',
    account: 'Account',
    accountHidden: 'The account is not for this role to see',
    noFile: 'No open application',
  },
};
