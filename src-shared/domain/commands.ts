/** Every command of the product by name. A new act is one file in this folder and one line here. */
import {
  applicationAccept,
  applicationEnter,
  applicationNotifyRefusal,
  applicationRequestSupplement,
  applicationSendToFederation,
  applicationSubmit,
  applicationSupplement,
} from './application.ts';
import type { Command } from './command.ts';
import { conflictSettle } from './conflict.ts';
import { disclosureRecord } from './disclosure.ts';
import { personMerge, personNotSame } from './duplicate.ts';
import {
  applicationKeepEarliestDate,
  personCorrectIdNumber,
  personMergeElsewhere,
  personTakeOver,
} from './duplicate-elsewhere.ts';
import { personMove } from './move.ts';
import { paperAttach, paperRemove } from './paper.ts';
import { personEdit, personRegister } from './person.ts';
import {
  reviewDetermine,
  reviewForwardReturn,
  reviewPassFederation,
  reviewPassPreliminary,
  reviewRefusePreliminary,
  reviewReturnToFederation,
  reviewReturnToTownship,
} from './review.ts';

const ALL = [
  personRegister,
  personEdit,
  personMerge,
  personNotSame,
  personMergeElsewhere,
  personTakeOver,
  personCorrectIdNumber,
  personMove,
  applicationSubmit,
  applicationRequestSupplement,
  applicationSupplement,
  applicationAccept,
  applicationEnter,
  applicationSendToFederation,
  applicationNotifyRefusal,
  applicationKeepEarliestDate,
  reviewPassPreliminary,
  reviewRefusePreliminary,
  reviewPassFederation,
  reviewReturnToTownship,
  reviewReturnToFederation,
  reviewForwardReturn,
  reviewDetermine,
  conflictSettle,
  paperAttach,
  paperRemove,
  disclosureRecord,
] as const;

export type CommandName = (typeof ALL)[number]['name'];

const byName = new Map<string, Command>(ALL.map((command) => [command.name, command as unknown as Command]));

/** The command of a name, or null: an unknown one is refused by whoever asks, never guessed. */
export function commandByName(name: string): Command | null {
  return byName.get(name) ?? null;
}

export const COMMAND_NAMES: readonly string[] = [...byName.keys()];
