/** All English words, by feature. Chinese stays first and default; what is printed (zh/prints.ts) has no English. */
import type { Words } from '../words.ts';
import type { zh } from '../zh/index.ts';
import { acts } from './acts.ts';
import { cases } from './cases.ts';
import { casePage } from './case.ts';
import { checks } from './checks.ts';
import { codes } from './codes.ts';
import { compare } from './compare.ts';
import { conflicts } from './conflicts.ts';
import { documents } from './documents.ts';
import { eligibility } from './eligibility.ts';
import { exports } from './exports.ts';
import { frame } from './frame.ts';
import { gallery } from './gallery.ts';
import { historyWords } from './history.ts';
import { hub } from './hub.ts';
import { imports } from './imports.ts';
import { intake } from './intake.ts';
import { link } from './link.ts';
import { matters } from './matters.ts';
import { mend } from './mend.ts';
import { packs } from './packs.ts';
import { papers } from './papers.ts';
import { payments } from './payments.ts';
import { people } from './people.ts';
import { publicity } from './publicity.ts';
import { reports } from './reports.ts';
import { review } from './review.ts';
import { rows } from './rows.ts';
import { settings } from './settings.ts';
import { signIn } from './sign-in.ts';
import { sync } from './sync.ts';
import { today } from './today.ts';
import { ui } from './ui.ts';

export const en: Words<Omit<typeof zh, 'prints'>> = {
  ui,
  frame,
  codes,
  signIn,
  today,
  cases,
  acts,
  case: casePage,
  checks,
  eligibility,
  rows,
  settings,
  gallery,
  history: historyWords,
  intake,
  link,
  matters,
  mend,
  packs,
  papers,
  payments,
  people,
  publicity,
  review,
  hub,
  imports,
  compare,
  conflicts,
  exports,
  documents,
  reports,
  sync,
};
