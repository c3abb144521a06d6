/** Words of the shared components, of dates and of durations. */
import type { Words } from '../words.ts';
import type { ui as chinese } from '../zh/ui.ts';

export const ui: Words<typeof chinese> = {
  date: {
    monthDay: '{{day}} {{month}}',
    yearMonthDay: '{{day}} {{month}} {{year}}',
    yearMonth: '{{month}} {{year}}',
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    dayAndWeekday: '{{weekday}} {{date}}',
    todayAt: 'today {{time}}',
    yesterdayAt: 'yesterday {{time}}',
  },
  duration: {
    minutes: '{{minutes}} min',
    hours: '{{hours}} h {{minutes}} min',
    days: '{{days}} {{days, day|days}}',
  },
  place: {
    saved: 'Saved here',
    waiting: 'Waiting',
    received: 'Received',
    decided: 'Settled',
    'needs-you': 'Needs you',
  },
  deadline: {
    overdue: '{{days}} working {{days, day|days}} late',
    today: 'Due today',
    left: '{{days}} working {{days, day|days}} left',
    wasDue: '{{date}}',
    notComputable: 'No deadline: no work calendar',
  },
  masked: {
    show: 'Show',
    hide: 'Hide',
    ends: '{{label}}, last four {{tail}}',
    none: 'none',
    secondsLeft: 'hides in {{seconds}} s',
    failed: 'The whole number cannot be fetched now. Nothing here changed; press Show again in a while.',
    askTitle: 'See the whole number: {{label}}',
    askWords: 'This look is recorded: who, when and why. It hides itself after 30 seconds.',
    reason: 'Why look',
    reasons: {
      check: 'Check against the original',
      call: 'Reach the person',
      correct: 'Correct the data',
      other: 'Another reason',
    },
    otherReason: 'Say the reason',
    look: 'Look and record',
    cancel: 'Do not look',
  },
  next: { heading: 'Next step' },
  list: {
    joint: ', ',
    position: 'rows {{from}}–{{to}} of {{total}}',
    reading: 'Reading row {{row}}',
  },
  table: { row: 'row {{row}}' },
  error: {
    title: 'This page cannot be drawn',
    kept: 'What was saved and the drafts are on this computer; nothing is lost.',
    todo: 'Go back to Today and carry on; if it happens again, note the time and tell the system keeper of the county.',
    reload: 'Back to Today',
    details: 'For the system keeper',
  },
  lost: {
    title: 'The data service of this computer stopped and is opening again. ',
    words: 'What was saved is on this computer. Leave open what you are typing and go on once it is back.',
    never: 'The data service of this computer does not answer',
    neverKept: 'What was saved is on this computer. This page tries again every few seconds.',
    neverTodo: 'If it stays like this, close the page and open Sumu again from the desktop.',
  },
  readFailed:
    'This cannot be read: the data service of this computer does not answer. What was saved is here and is read again once it is back.',
  form: { optional: 'optional' },
  languages: { 'zh-CN': '中文', en: 'English' },
  units: { yuan: 'yuan', age: 'age {{age}}' },
};
