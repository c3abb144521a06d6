/** Words of the frame: top bar, navigation, link strip, status bar. */
import type { Words } from '../words.ts';
import type { frame as chinese } from '../zh/frame.ts';

export const frame: Words<typeof chinese> = {
  product: 'Sumu',
  mark: 'S',
  skip: 'Skip to the sheet',
  regions: { top: 'Top bar', nav: 'Desks', sheet: 'Sheet', status: 'Status bar' },
  search: { label: 'Find a person', placeholder: 'Find: name, initials, number, village' },
  desks: {
    today: 'Today',
    intake: 'Intake',
    cases: 'Cases',
    review: 'Review',
    determination: 'Decide',
    publicity: 'Notices',
    checks: 'Checks',
    payments: 'Payments',
    conflicts: 'Conflicts',
    imports: 'Import',
    reports: 'Reports',
    sync: 'Sync',
    settings: 'Settings',
  },
  roles: {
    TOWNSHIP_CLERK: 'clerk',
    TOWNSHIP_REVIEWER: 'reviewer',
    COUNTY_FEDERATION_REVIEWER: 'reviewer',
    COUNTY_CIVIL_AFFAIRS_APPROVER: 'approver',
    COUNTY_FINANCE: 'finance',
    SUPERVISOR: 'supervisor',
  },
  strip: {
    offline: 'Working offline; carry on. ',
    since: 'No county server since {{time}}. ',
    trouble: {
      busy: 'The county server says that it cannot work now, most likely for maintenance. ',
      garbled:
        'What answers at the address of the county server is not it: perhaps the network wants a sign-in first, or the address is wrong. ',
      contradicts:
        'What the county server sent does not fit what is here; nothing of it was taken. Tell the system keeper of the county. ',
      refused: 'The county server takes nothing from this computer. Tell the county this code: {{code}}. ',
      'centre-older':
        'The program of the county server is older than this one and cannot take everything yet. Once it is brought up to date, the rest is sent by itself; nothing need be done again. ',
      'disk-full':
        'The disk is full: what the county sends cannot be kept. Make room, and it goes on by itself. ',
      'read-only':
        'The folder with the data of this computer cannot be written to: what the county sends cannot be kept. Call whoever looks after the computer. ',
      fault: 'Sending went wrong; nothing was sent. Tell the system keeper of the county the time. ',
    },
    notConnected: 'Not connected to the server. ',
    supervision: 'Figures of the regions are counted online; those that were fetched can be seen. ',
    township: 'Intake, preliminary review, printing and papers go on. ',
    county: 'Cases and search go on as always; opinions are kept here first. ',
    cannotHead: 'Not now',
    cannotTownship: ': federation review, determination, forwarding to other places. ',
    cannotCounty: ': reviews and determinations take effect once the link is back. ',
    kept: 'All is kept here and sent later.',
    stale: 'Not compared with the county for {{days}} {{days, day|days}}; lists may be old.',
    leaseSoon: ' In {{left}} {{left, day|days}} without a link, decisions, forwarding and exports stop.',
    leaseOver:
      'Not compared with the county for {{days}} {{days, day|days}}: decisions, forwarding and exports have stopped; one link brings them back. ',
    leaseGoesOn: 'Intake, corrections and papers go on; all you wrote is here.',
    signIn: 'Sign in again to send. ',
    signInWords: 'All you wrote is on this computer. Sign in once with the link on, and sending goes on.',
    signInAct: 'Sign in',
    firstSync: 'Fetching the data of this unit. ',
    firstSyncCount: '{{done}} of {{total}} fetched. ',
    firstSyncWords: 'Until then lists are not complete: “not found” proves nothing yet.',
  },
  status: {
    nothingWaiting: 'Nothing waits',
    waiting: '{{n}} waiting',
    waitingOldest: '{{n}} waiting · oldest for {{duration}}',
    received: 'County has all up to {{when}}',
    neverReceived: 'Not yet compared with the county',
    pack: 'Policy pack {{version}}',
    needsYou: '{{n}} {{n, needs|need}} you',
  },
  pane: { open: 'Explain', close: 'Hide' },
};
