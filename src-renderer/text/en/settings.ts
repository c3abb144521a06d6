/** Words of the settings screen. */
import type { Words } from '../words.ts';
import type { settings as chinese } from '../zh/settings.ts';

export const settings: Words<typeof chinese> = {
  packs: { open: 'Open the policy packs' },
  title: 'Settings',
  note: 'How this computer looks, who uses it, where its files go',
  type: {
    title: 'Size of type',
    scales: { '100': 'Normal', '125': 'Large', '150': 'Larger', '200': 'Double' },
  },
  contrast: { title: 'Contrast', words: 'Only black, white and thick frames, to read in the sun' },
  motion: { title: 'Old computer', words: 'Nothing fades in or out' },
  language: { title: 'Language', note: 'Printed documents stay in Chinese' },
  session: {
    title: 'Who is at work',
    unit: 'Unit',
    computer: 'Computer',
    leave: 'Sign out',
    leaveWords:
      'Signing out locks the data of this computer. What is not sent stays here and is sent after the next sign-in.',
    again: 'Sign in again with the password, and sending goes on',
    againAct: 'Sign in',
  },
  check: {
    title: 'Check of a household’s economic situation',
    note: 'Requests are put into “out” of the exchange folder, answers of the checking body into “in”. It may be a stick or a shared folder.',
    folder: 'Exchange folder',
    own: 'Empty: the folder of the program itself',
    now: 'In use: {{folder}}',
    saved: 'Changed. In use: {{folder}}',
    save: 'Use this folder',
    body: 'Checking body',
    noBody: 'The county has not entered the key of the checking body; no answer can be taken.',
    entered: '{{name}} · fingerprint {{print}} · entered {{date}}',
    enter: 'Enter the key of the checking body',
    enterSave: 'Enter',
  },
  keys: {
    title: 'Keyboard',
    rows: {
      desks: 'Go to a desk',
      F3: 'Find a person',
      F5: 'Try the county now',
      F6: 'Next region',
      F7: 'Why',
      F8: 'Next one',
      F9: 'The main act of this page',
      'Ctrl+E': 'Export the list to Excel',
      Esc: 'Back; the draft stays',
    },
  },
};
