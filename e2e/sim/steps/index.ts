/** Every step there is, by name. A new one is added here and nowhere else; its weight puts it into the storms. */
import type { StepEntry } from '../step.ts';
import { actStep } from './act.ts';
import { centreCrashStep, centreStep, storeFaultStep } from './centre.ts';
import { checkStep } from './check.ts';
import { clockStep } from './clock.ts';
import { backUpDeskStep, cloneStep, setBackDeskStep } from './copies.ts';
import { crashStep, powerCutStep } from './crash.ts';
import {
  behindStep,
  datesStep,
  newcomerStep,
  restatedStep,
  reviewCrossedStep,
  sameFieldStep,
} from './crossing.ts';
import { forgeStep } from './forge.ts';
import { importStep } from './import.ts';
import { joinStep } from './join.ts';
import { halfOpenStep, linkStep, longWaitStep, mixedUpStep } from './link.ts';
import { meetStep, settleAtOnceStep } from './meet.ts';
import { moveStep } from './move.ts';
import { keepHouseStep, lookStep, paperAwayStep, paperLineStep, paperStep } from './paper.ts';
import { PAYDAY_STEPS } from './payday.ts';
import { postStep } from './post.ts';
import { revokeStep } from './revoke.ts';
import { backUpCentreStep, setBackCentreStep } from './restores.ts';
import { stickStep } from './stick.ts';
import { staleStep } from './stale.ts';
import { goodLineStep, syncStep } from './sync.ts';
import { togetherStep } from './together.ts';
import { updateCentreStep, updateStep } from './update.ts';

export const STEPS: readonly StepEntry[] = [
  actStep,
  importStep,
  syncStep,
  goodLineStep,
  linkStep,
  centreStep,
  clockStep,
  staleStep,
  moveStep,
  revokeStep,
  stickStep,
  storeFaultStep,
  centreCrashStep,
  crashStep,
  powerCutStep,
  halfOpenStep,
  longWaitStep,
  mixedUpStep,
  meetStep,
  settleAtOnceStep,
  joinStep,
  cloneStep,
  backUpDeskStep,
  setBackDeskStep,
  backUpCentreStep,
  setBackCentreStep,
  updateStep,
  updateCentreStep,
  forgeStep,
  checkStep,
  sameFieldStep,
  restatedStep,
  datesStep,
  newcomerStep,
  reviewCrossedStep,
  behindStep,
  togetherStep,
  postStep,
  paperStep,
  paperLineStep,
  paperAwayStep,
  keepHouseStep,
  lookStep,
  ...PAYDAY_STEPS,
];

const byName = new Map(STEPS.map((entry) => [entry.name, entry]));

export function stepNamed(name: string): StepEntry {
  const entry = byName.get(name);
  if (!entry) throw new RangeError(`no step ${name}`);
  return entry;
}
