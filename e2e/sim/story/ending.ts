/** What must be true when the story is over: everything that was called saved has come to something once, the four numbers add up at every
 *  desk, every receipt proves itself, and a second program makes the same of the centre's log.                                      */
import { canonicalJson, sha256Hex } from '#shared/base/canonical.ts';
import { proofOf } from '../../../src-main/replica/sync/receipts.ts';
import type { CentreView } from '../views.ts';
import type { Office } from './office.ts';
import type { Story, Told } from './story.ts';

interface ActRow {
  number: number;
  device: number;
  form_id: string;
  frame: string;
  outcome: string;
  receipt: string | null;
}

/** The two sums of the page of the sync (made = what the county said = what is left to do). */
export function addUp(story: Story, office: Office): void {
  const { words } = office;
  const n = office.numbers();
  if (n.made !== n.waiting + n.applied + n.inConflict + n.refused)
    story.accuse(
      `I1 ${words}: ${n.made} acts are ${n.waiting} + ${n.applied} + ${n.inConflict} + ${n.refused}`,
    );
  if (n.made !== n.waiting + n.received + n.needsYou)
    story.accuse(`I1 ${words}: ${n.made} acts are ${n.waiting} + ${n.received} + ${n.needsYou}`);
}

/** What the centre tells two acts of one number apart by. */
const digestOf = (frame: unknown): string => sha256Hex(canonicalJson(frame as never));

function checkTold(story: Story, centre: CentreView, told: Told, acts: ReadonlyMap<string, ActRow>): void {
  const act = acts.get(`${told.office} ${told.formId}`);
  const words = `${told.office}: ${told.frame.name} (${told.device}/${told.frame.number})`;
  if (!act) {
    const judged = centre.outcomes.get(`${told.device}/${told.frame.number}`);
    const isThis = judged?.digest === digestOf(told.frame);
    if (!told.isDiskGone || !isThis) story.accuse(`I1 ${words} was called saved and is gone`);
    return;
  }
  const judged = centre.outcomes.get(`${act.device}/${act.number}`);
  const { outcome, receipt } = judged?.frame ?? { outcome: 'unknown', receipt: null };
  if (outcome !== act.outcome || receipt !== act.receipt)
    story.accuse(`I1 ${words} is ${act.outcome} here and ${outcome} at the county`);
  if (judged?.digest !== digestOf(JSON.parse(act.frame)))
    story.accuse(`I2 ${words} goes by the outcome of another act`);
}

export async function checkEnding(story: Story): Promise<{ receipts: number }> {
  const centre = await story.centre.view();
  const acts = new Map<string, ActRow>();
  const numberOf = new Map<string, string>();
  let receipts = 0;
  for (const office of story.offices) {
    addUp(story, office);
    const { waiting, needsYou } = office.numbers();
    if (waiting || needsYou) story.accuse(`I20 ${office.words}: ${waiting} wait, ${needsYou} need somebody`);
    const rows = office.statements.all<ActRow>(
      'SELECT number, device, form_id, frame, outcome, receipt FROM act',
    );
    for (const act of rows) {
      acts.set(`${office.name} ${act.form_id}`, act);
      const number = `${act.device}/${act.number}`;
      if ((numberOf.get(act.form_id) ?? number) !== number)
        story.accuse(`I2 one form is act ${numberOf.get(act.form_id)} and act ${number}`);
      numberOf.set(act.form_id, number);
      if (act.outcome === 'quarantined') story.accuse(`J5 act ${number} broke the centre`);
      const proof = proofOf(office.statements, act.number);
      if (proof === 'proved') receipts++;
      else story.accuse(`RC3 ${office.words}: the receipt of act ${number} is ${proof}`);
    }
  }
  for (const told of story.told) checkTold(story, centre, told, acts);
  return { receipts };
}
