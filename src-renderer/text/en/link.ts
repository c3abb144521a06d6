/** Words of the line to the county: what goes on, how far it is, how long it takes. */
import type { Words } from '../words.ts';
import type { link as chinese } from '../zh/link.ts';

export const link: Words<typeof chinese> = {
  page: {
    resting: 'Linked to the county server. New acts are sent by themselves; no need to watch this page.',
    sending: 'Sending {{total}} {{total, act|acts}}{{more}}. Work can go on meanwhile.',
    sendingPart: 'Sending: {{done}} of {{total}}{{more}}. Work can go on meanwhile.',
    fetching: 'Fetching what is new at the county{{more}}. Carry on, no need to wait.',
    firstSync:
      'Fetching the data of this computer: {{done}} of {{total}} rows{{more}}. What has come can be used.',
    firstSyncBegins: 'Fetching the data of this computer{{more}}. What has come can be used.',
    trying: 'No county server; trying now. All you wrote is on this computer.',
    silent: '{{since}}{{next}}Carry on; no need to watch this page.',
    cut: 'The line broke. {{next}}Sending goes on where it broke; what arrived is not sent twice.',
    troubled: '{{what}}{{next}}All you wrote is on this computer.',
    signIn: 'Sign in again to send. All you wrote is on this computer and is sent after the sign-in.',
  },
  noAnswer: 'No county server now. ',
  next: {
    soon: 'Next try at once. ',
    seconds: 'Next try in {{n}} s. ',
    minutes: 'Next try in about {{n}} min. ',
  },
  bar: {
    resting: 'Linked to the county',
    sending: 'Sending {{total}}',
    sendingPart: 'Sending {{done}} of {{total}}',
    fetching: 'Fetching what is new',
    firstSync: 'Fetching {{done}} of {{total}}',
    firstSyncBegins: 'Fetching the data',
    trying: 'Offline · carry on',
    silent: 'Offline · carry on',
    cut: 'The line broke, it comes back by itself · carry on',
    troubled: 'Offline · carry on',
    signIn: 'Sign in to send · carry on',
    left: '{{words}} · {{time}} left',
  },
  said: {
    resting: 'Linked to the county',
    sending: 'Sending',
    fetching: 'Fetching what is new at the county',
    firstSync: 'Fetching the data of this computer',
    silent: 'Working offline, carry on',
    troubled: 'Working offline, carry on',
    signIn: 'Sign in to send, carry on',
  },
  more: {
    left: ', {{time}} left',
    came: ', {{kb}} kB so far; nobody can tell yet how long',
    slow: ' (the line is slow: {{kb}} kB a second)',
    crawling: ' (the line is very slow: less than 0.1 kB a second)',
  },
  time: {
    seconds: 'about {{n}} s',
    few: 'a few seconds',
    minutes: 'about {{n}} min',
    hours: 'about {{n}} h',
  },
};
