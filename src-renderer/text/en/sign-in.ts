/** Words of the sign-in. */
import type { Words } from '../words.ts';
import type { signIn as chinese } from '../zh/sign-in.ts';

export const signIn: Words<typeof chinese> = {
  title: 'Sign in',
  computer: 'This computer: {{name}}',
  language: 'Language',
  who: 'Who is at work',
  other: 'Another account',
  account: 'Account',
  password: 'Password',
  open: 'Sign in',
  opening: 'Opening the data of this computer',
  offlineHint:
    'No network is needed: an account that has signed in on this computer keeps its password here.',
  firstHint: 'The first sign-in on this computer needs the county server.',
  server: 'County server: {{url}}',
  needAccount: 'Choose an account first, or type one.',
  needPassword: 'Type the password.',
  closed:
    '{{time}}: the county ended the access of {{who}} to this computer, who was signed out. All they wrote was sent first; nothing is lost. Others sign in as before; if it is a mistake, ask whoever keeps the accounts at the county.',
  refused: {
    'wrong-password':
      'The password is wrong; not signed in. Nothing here changed. Type it again, with care for capital letters.',
    'unknown-here-offline':
      'This account has never signed in on this computer, and the county cannot be reached. Nothing changed. Sign in once with the network on.',
    'locked-out':
      'Too many wrong passwords: wait {{minutes}} min. Nothing changed. Try again then, or ask the county for a new password.',
    'other-unit':
      'This account is of another unit and cannot open the data here. Nothing changed. Use an account of this unit.',
    'no-server':
      'The county server cannot be reached. Nothing changed. Accounts that have signed in on this computer can sign in as always.',
    'server-garbled':
      'What answers at the address of the county server is not it: perhaps the network wants a sign-in first, or the address is wrong. Nothing changed. Accounts that have signed in on this computer can sign in as always.',
    'replica-newer':
      'The data of this computer was written by a newer version, and this one leaves it alone. Nothing changed. Update Sumu, then sign in.',
    'disk-full': 'The disk is full; not signed in. What was saved is all here. Make room, then sign in.',
    'read-only':
      'The folder with the data of this computer cannot be written to; not signed in. Nothing changed. Call whoever looks after the computer.',
    'replica-damaged':
      'The data of this computer cannot be opened; the file may be damaged. It may still hold what was not sent: do not delete it. Call the system keeper of the county.',
    'no-answer':
      'The data service of this computer did not answer; not signed in. Nothing changed. Press again in a few seconds.',
  },
};
