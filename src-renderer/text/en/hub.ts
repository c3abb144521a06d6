/** Words of the office's hub: this computer as one, the one that this computer leaves its packets at, and the card on the sync screen. */
import type { Words } from '../words.ts';
import type { hub as chinese, hubRefusals as refusals } from '../zh/hub.ts';

export const hub: Words<typeof chinese> = {
  here: {
    title: 'This computer as the hub of the office',
    note: 'While this computer alone reaches the county, it takes the sealed packets of the others there and gives them their receipts. It cannot open or read them.',
    notYours:
      'To make this computer the hub, a colleague of your office who reviews signs in on it and switches it on here.',
    address: 'Address to listen on',
    port: 'Port',
    portHelp: 'Usually left as it is; {{from}} to {{to}}',
    open: 'Switch the hub on',
    close: 'Switch the hub off',
    place: 'Address',
    code: 'Hub code',
    codeNote: 'Typed once in the settings of each other computer. Do not post it in a group chat.',
    newCode: 'New hub code',
    newCodeNote: 'Computers with the old code have to type the new one.',
    openedBy: 'Switched on by',
    by: '{{name}} · {{at}}',
    state: 'Now',
    listening: 'Listening; nobody’s packet is here',
    waiting: 'Packets that wait to go to the county: {{n}}',
    carried: 'No packet waits to go to the county',
  },
  taken: {
    title: 'Carried for',
    line: '{{computer}} · packet {{serial}} · acts: {{n}} · {{at}} · {{state}}',
    unknownComputer: 'another computer',
    held: 'here, waits to go to the county',
    answered: 'the county has answered; waits to be fetched',
    refused: 'the county did not take it',
  },
  there: {
    title: 'Without a link: by the hub of the office',
    note: 'For an office where one computer reaches the county: while this one does not, it seals what waits, leaves it there by itself, and fetches the receipts.',
    notThisWay:
      'The first sync after enrolment, photos of papers and statistics from above cannot go this way; they wait until this computer itself reaches the county.',
    address: 'Address of the hub',
    addressHelp: 'It stands in the hub’s settings, for example {{example}}',
    addressFault: 'Type it as it stands on the hub, for example {{example}}',
    code: 'Hub code',
    codeHelp: 'It stands in the hub’s settings: 24 digits',
    join: 'Use this hub',
    leave: 'Stop using the hub',
    uses: 'In use',
    usesValue: '{{name}} ({{address}})',
    since: 'set {{at}}',
  },
  card: {
    title: 'Hub of the office',
    none: 'Does one computer of the office reach the county? Set it as your hub, and what waits goes there by itself.',
    set: 'To the settings',
    line: {
      online: '{{name}} reaches the county; what is left there goes at once.',
      offline:
        '{{name}} does not reach the county now either. What is left there is kept, and goes once the link is back.',
      locked: 'Nobody is signed in on {{name}}. What is left there is kept, and goes once somebody signs in.',
    },
    notYet: 'While this computer does not reach the county, it leaves its work at {{name}} by itself.',
    ask: 'Leave it there now',
    asking: 'Leaving it',
    asked: 'The hub was asked; where the packets are stands below.',
    left: 'Packet {{serial}} · acts: {{n}} · {{at}} · {{state}}',
    state: {
      sent: 'broken off on the way; asked again',
      held: 'at the hub, no receipts yet',
      answered: 'receipts fetched',
      refused: 'not taken',
      lost: 'gone from the hub; left again',
      replaced: 'all in a later packet; taken back',
      direct: 'the link came back; sent directly',
    },
    stay: 'What is left at the hub still counts as waiting until its receipt is here.',
    hereWaiting: 'This computer is the hub of the office; packets that wait to go to the county: {{n}}.',
    hereNone: 'This computer is the hub of the office; no packet waits.',
    hereFault: 'This computer is the hub of the office and does not listen now:',
  },
};

export const hubRefusals: Words<typeof refusals> = {
  'hub/no-answer':
    'The hub did not answer; nothing was left there. Your work is all here. See whether that computer is on and in the same network; it is tried again by itself.',
  'hub/not-ours':
    'What answers at that address is no hub that knows this code; nothing was left there. Your work is all here. Set the hub again as it stands on its screen.',
  'hub/wrong-code':
    'The hub code is not right; nothing was left there. Your work is all here. Type it again as it stands on the hub; it may have been changed.',
  'hub/no-code':
    'This is no hub code, perhaps one digit is wrong; nothing was set. Type the 24 digits again as they stand on the hub.',
  'hub/stale':
    'This computer and the hub missed one another; nothing was left there. Your work is all here, and it is tried again by itself.',
  'hub/not-allowed':
    'The hub did not accept the request; nothing was left there. Your work is all here. See whether the address is the one on the hub’s screen.',
  'hub/not-found':
    'The hub’s program does not know this step; nothing was left there. Your work is all here. Bring both computers to the same version.',
  'hub/too-large':
    'This packet is too large for the hub; nothing was left there. Your work is all here. Write it to a USB stick, or wait for a link of this computer.',
  'hub/slow-down':
    'The hub was asked too often just now, or a wrong code was tried several times; nothing was left there. Your work is all here; it is tried again in a minute.',
  'hub/busy':
    'The hub is busy; nothing was left there. Your work is all here, and it is tried again by itself.',
  'hub/full':
    'The hub is full; nothing was left there. Your work is all here. See why that computer carries nothing to the county; once it does, it goes by itself.',
  'hub/disk-full':
    'The hub’s disk is full or cannot be written; nothing was left there. Your work is all here. Make room on that computer.',
  'hub/other-office':
    'That is the hub of another office and does not carry for this computer; nothing was left there. Your work is all here. Set the hub of your own office.',
  'hub/failed':
    'This step of the hub was not done. Your work is all here. Try again, or else tell the system keeper of the county.',
  'hub/none-set': 'No hub is set yet. Your work is all here. Set one in the settings first.',
  'hub/not-your-role':
    'Switching a hub on is not for your post; nothing was changed. Ask a colleague of your office who reviews.',
  'hub/port-taken': 'Another program uses this port; the hub was not switched on. Choose another port.',
  'hub/address-gone':
    'This computer does not have this address now; the hub is not listening. It is tried again by itself; if the address has changed, choose another.',
  'hub/not-permitted':
    'The system does not let the hub listen there; it was not switched on. Ask whoever keeps the computer to open the firewall, or choose another port.',
};
