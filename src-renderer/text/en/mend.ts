/** English words of mending. */
import type { Words } from '../words.ts';
import type { mend as chinese } from '../zh/mend.ts';

export const mend: Words<typeof chinese> = {
  line: {
    refused: 'The county did not take this act ({{when}}).',
    parked: 'An act before it was not taken, so this one was put off ({{when}}).',
    quarantined: 'The version at the county does not know this act; it was set aside ({{when}}).',
    made: 'Act {{number}}, made by {{who}} {{when}}',
    receipt: 'Receipt {{receipt}}',
    kept: 'All that was written is here. Put it right and send it again; the old act is then put away.',
    lookAgain:
      'The data has changed: look at it anew and answer. Opinion and reason are filled in as before.',
    asBefore: 'Filled in as answered before; look it over once more.',
    see: 'See the old act',
    openForm: 'Go on mending',
    aside: 'Leave it',
  },
  aside: {
    title: 'Leave this act',
    words:
      'No reminder after that, and it is not sent to the county again. What was written is kept: it can be found under Sync and opened again at any time.',
    yes: 'Put it away',
    no: 'Not yet',
  },
  done: 'Act {{old}} was mended and sent again.',
  followers: {
    title: 'Put off with it',
    note: 'They use a person or an application of that act, so the county did not count them yet',
    first: 'Mend that act first; then these can be sent together from here.',
    ready:
      'Sent again as written, to the letter; only the person and the application of that act become those of the mended one.',
    lookAgain: 'A judgement is made on what stands now: open it and review again.',
    notThere: 'What it speaks of is no longer there once mended: open it and change it.',
    open: 'Open',
    again: 'Send {{n, this one|these}} again ({{n}})',
    done: '{{n}} sent again.',
    notDone: 'Act {{number}} was not sent: {{why}}',
    left: '{{n, One more is|More are}} put off with it ({{n}}): send together',
  },
  plain: {
    contact: 'Open the lead under active finding and record the contact again.',
    grant: 'Delegate again under changes of subsidies, delegation.',
    revoke: 'Revoke again under changes of subsidies, delegation.',
    merge: 'Look at both records again on the page of this person, then merge once more.',
    notSame: 'Look at both records again on the page of this person, then settle once more.',
    mergeElsewhere: 'Open it under Conflicts and settle it again.',
    takeOver: 'Open it under Conflicts and settle it again.',
    correctIdNumber: 'Compare with the ID card on the page of this person, then correct it once more.',
    keepEarliestDate: 'Open it under Conflicts and settle it again.',
    attach:
      'Look at the papers on the page of this person and add it once more. The file is still on this computer.',
    remove: 'Look at the papers on the page of this person; if it is still there, take it off once more.',
    record:
      'The list is in your hands already, but the county has no record of it. Tell whoever keeps the system at the county.',
    'publicNotice-prepare': 'Open the list again under Notices and make it once more.',
    'publicNotice-post': 'Open the notice and write down the posting once more.',
    'publicNotice-close': 'Open the notice and write down once more that it came down.',
    'objection-take': 'Open the notice and write down the objection once more.',
    'objection-decide': 'Open the notice and write down the outcome once more.',
    'recheck-open': 'Open the list of this village again under Checks.',
    'recheck-answer': 'Open the list under Checks and answer once more.',
    closeTask: 'Look at the task under Checks; if it is still open, close it once more.',
    build: 'Look under Payments for this month’s roster; build it again if there is none.',
    check: 'Open the roster under Payments, look how far it is, and do it again.',
    lock: 'Open the roster under Payments, look how far it is, and do it again.',
    sign: 'Open the roster under Payments, or the roll-out under Reports, look how far it is, and do it again.',
    reopen:
      'Open the roster under Payments, or the roll-out under Reports, look how far it is, and do it again.',
    submit: 'Open the roster under Payments, look how far it is, and do it again.',
    receive: 'Open the roster under Payments, look how far it is, and do it again.',
    settle: 'Open the roster under Payments and read the bank’s file again.',
    accountCorrected: 'Look under Payments for the returned payment; if it is still there, say it again.',
    'spotCheck-draw': 'Draw once more under Checks.',
    'spotCheck-note': 'Open the spot check under Checks and write the result once more.',
    'certificate-remind': 'Write it down once more under Checks, certificates.',
    'document-issue': 'The paper keeps its number. Look at it among the documents and print it again.',
    'document-print': 'Open the document and print it again.',
    'document-void': 'Look at the document; if it still stands, void it again.',
    setTarget: 'Type the target again in the roll-out.',
    count: 'Have the roll-out counted again.',
    advance: 'Look at what is missing in the roll-out, then go on.',
    ask: 'Make the daily bulletin again.',
    remake: 'Have the daily bulletin made again once more.',
    notHere:
      'The person or the application is not on this computer now, so the form cannot be opened. Link up with the county and come back.',
    unknown:
      'There is no form to open for this kind of act. What was written is below; do it anew in the case.',
  },
  register: {
    title: 'A row of the roster',
    from: '{{file}}, row {{row}}',
    save: 'Register',
    bankNote: 'leave all empty where there is no account',
  },
};
