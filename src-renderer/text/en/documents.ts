/** Words of the documents on the screens. What is printed stays Chinese. */
import type { Words } from '../words.ts';
import type { documents as chinese } from '../zh/documents.ts';

export const documents: Words<typeof chinese> = {
  title: 'Documents',
  count: '{{n}} {{n, document|documents}}',
  none: 'No document has been printed yet.',
  columns: {
    kind: 'Document',
    number: 'Number',
    when: 'When',
    who: 'Who, which computer',
    prints: 'Printed',
    acts: 'Do',
  },
  prints: '{{n}} {{n, time|times}}',
  voided: 'Void: {{reason}}',
  replaces: 'in place of {{number}}',
  due: '{{kind}} {{number}} is not printed yet.',
  print: 'Print',
  again: 'Look, print again',
  look: 'Look',
  forms: 'Print a form:',
  revealReason: 'Printing the application form',
  void: {
    link: 'Void',
    reason: 'Why {{number}} is void',
    act: 'Void this one',
    cancel: 'Keep it',
  },
  sheet: {
    print: 'Print',
    again: 'Print number {{n}}',
    back: 'Back',
    note: 'The print is recorded first, then handed to the printer. The number never changes.',
    changed: 'What this computer keeps is not what was printed. Tell the county.',
  },
  check: {
    label: 'Check a document',
    hint: 'Scan the QR code, or type the number, a space and the code: 12-0417 9F3A-0C77-1234',
    act: 'Check',
    open: 'See the archive',
    found: '{{what}}, {{date}}.',
    verdicts: {
      same: 'As in the archive',
      different: 'Not as in the archive',
      void: 'As in the archive, but void',
      unknown: 'This computer does not hold it',
      unreadable: 'Not readable: scan it again, or look at number and code',
    },
  },
};
